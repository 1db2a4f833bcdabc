import { connect, createServer, type Server, type Socket } from 'node:net'
import pg from 'pg'
import type { Connection } from '../../src/db/database.ts'

/** A way to a database that a test can cut: open connections break and new ones are refused, until it is mended. */
export type DatabaseProxy = {
  connection: Connection
  cut(): Promise<void>
  mend(): Promise<void>
  stop(): Promise<void>
}

export const startDatabaseProxy = async (to: Connection): Promise<DatabaseProxy> => {
  const { host, port, user = '', database = '', password } = new pg.Client(to)
  const target = host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host, port }
  const open = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(target)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        open.delete(one)
        other.destroy()
      })
      one.pipe(other)
    }
  })
  const proxyPort = await listen(server, 0)
  const cut = async () => {
    const closed = new Promise((resolve) => server.close(resolve))
    for (const socket of open) socket.destroy()
    await closed
  }
  const mend = async () => void (await listen(server, proxyPort))
  const login = { user, database, ...(typeof password === 'string' ? { password } : {}) }
  return { connection: { host: '127.0.0.1', port: proxyPort, ...login }, cut, mend, stop: cut }
}

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      if (address !== null && typeof address === 'object') resolve(address.port)
    })
  })
