import { connect, type Socket } from 'node:net'

/** A connection on which a test writes what it likes, right or wrong. */
export type RawConnection = { socket: Socket; text(): string; write(text: string): void; closed: Promise<void> }

export const openRaw = async (port: number): Promise<RawConnection> => {
  const socket = connect(port, '127.0.0.1')
  let received = ''
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    received += chunk
  })
  const closed = new Promise<void>((resolve) => {
    // A reset is one way for the server to close.
    socket.on('error', () => {}).on('close', () => resolve())
  })
  await new Promise<void>((resolve) => socket.once('connect', resolve))
  return { socket, text: () => received, write: (text) => void socket.write(text), closed }
}

/** Sends the text and answers all that came back until the server closed the connection. */
export const sendRaw = async (port: number, text: string): Promise<string> => {
  const connection = await openRaw(port)
  connection.write(text)
  await connection.closed
  return connection.text()
}
