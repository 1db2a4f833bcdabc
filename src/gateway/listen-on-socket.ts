import { chmodSync, rmdirSync, rmSync } from 'node:fs'
import type { RequestListener, Server } from 'node:http'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { dirname } from 'node:path'
import { preparePrivateDirectory } from '../db/embedded/private-directory.ts'

/**
 * Answers on a unix socket in a folder that only this user can enter. A socket that a dead process left is replaced; one that
 * somebody answers on is left alone (null): both serve the same repositories.
 */
export const listenOnSocket = async (path: string, handler: RequestListener): Promise<Server | null> => {
  preparePrivateDirectory(dirname(path))
  if (await answers(path)) return null
  rmSync(path, { force: true })
  const server = createServer({ keepAliveTimeout: 72_000, requestTimeout: 0, headersTimeout: 10_000 }, handler)
  server.setTimeout(60_000)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, () => resolve())
  })
  chmodSync(path, 0o600)
  server.once('close', () => {
    try {
      rmdirSync(dirname(path))
    } catch {
      // Another process has put its own there.
    }
  })
  return server
}

const answers = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(path)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
