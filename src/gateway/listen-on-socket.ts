import { chmodSync, renameSync, rmdirSync, rmSync } from 'node:fs'
import type { RequestListener, Server } from 'node:http'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { preparePrivateDirectory } from '../db/embedded/private-directory.ts'
import { pointToSocket, sharedName } from '../repositories/gateway-socket/point-to-socket.ts'
import { removeDeadSockets } from '../repositories/gateway-socket/remove-dead-sockets.ts'

export type SocketListening = {
  readonly server: Server
  /** Takes the name away, so that nobody new comes; whoever is connected stays. The last one takes the folder with it. */
  withdraw(): Promise<void>
}

/**
 * Answers on a unix socket of this process in a folder that only this user can enter, and under the name that all gateways of the
 * folder share: the newest has it, so that a restic which was under way finds the next one. Each process has a socket of its
 * own: several may start at once, and one that ends takes nothing from the others.
 */
export const listenOnSocket = async (
  { folder, unique }: { folder: string; unique: string },
  handler: RequestListener,
): Promise<SocketListening> => {
  preparePrivateDirectory(folder)
  await removeDeadSockets(folder)
  // Again, and in one breath with what follows: a process that ended meanwhile took the empty folder away.
  preparePrivateDirectory(folder)
  const name = `${process.pid}-${unique}`
  const path = join(folder, name)
  const server = createServer({ keepAliveTimeout: 72_000, requestTimeout: 0, headersTimeout: 10_000 }, handler)
  server.setTimeout(60_000)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, () => resolve())
  })
  chmodSync(path, 0o600)
  // Only now has it the name by which it is found: one that is found and does not answer is dead.
  renameSync(path, `${path}.sock`)
  pointToSocket(folder, `${name}.sock`)
  return { server, withdraw: () => withdraw(folder, `${name}.sock`) }
}

const withdraw = async (folder: string, name: string): Promise<void> => {
  rmSync(join(folder, name), { force: true })
  const [other] = await removeDeadSockets(folder)
  if (other !== undefined) return pointToSocket(folder, other)
  rmSync(join(folder, sharedName), { force: true })
  try {
    rmdirSync(folder)
  } catch {
    // Another process has just put its own there.
  }
}
