import { connect } from 'node:net'

/** Whether something takes a TCP connection there: null when it does, else why not, in few words. Sends nothing and reads nothing. */
export type Reach = (target: { address: string; port: number; timeout_ms: number }) => Promise<string | null>

export const systemReach: Reach = ({ address, port, timeout_ms }) =>
  new Promise((resolve) => {
    const socket = connect({ host: address, port, timeout: timeout_ms })
    const end = (why: string | null) => {
      socket.destroy()
      resolve(why)
    }
    socket.once('connect', () => end(null))
    socket.once('timeout', () => end('no answer'))
    socket.once('error', (error: NodeJS.ErrnoException) => end(words[error.code ?? ''] ?? 'it cannot be reached'))
  })

const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  EHOSTUNREACH: 'there is no way to it',
  ENETUNREACH: 'there is no way to it',
  ETIMEDOUT: 'no answer',
}
