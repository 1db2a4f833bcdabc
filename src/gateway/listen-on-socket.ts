import { chmodSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs'
import type { RequestListener, Server } from 'node:http'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { preparePrivateDirectory } from '../db/embedded/private-directory.ts'
import { isAnswered } from '../lib/is-answered.ts'

export type SocketListening = {
  readonly server: Server
  /** Takes the name away, so that nobody new comes; whoever is connected stays. The last one takes the folder with it. */
  withdraw(): void
}

/**
 * Answers on a unix socket of this process in a folder that only this user can enter. Each process has its own: several may
 * start at once, and one that ends takes nothing from the others. Names that dead processes left are removed.
 */
export const listenOnSocket = async (
  { folder, unique }: { folder: string; unique: string },
  handler: RequestListener,
): Promise<SocketListening> => {
  preparePrivateDirectory(folder)
  await removeDead(folder)
  // Again, and in one breath with what follows: a process that ended meanwhile took the empty folder away.
  preparePrivateDirectory(folder)
  const name = join(folder, `${process.pid}-${unique}`)
  const server = createServer({ keepAliveTimeout: 72_000, requestTimeout: 0, headersTimeout: 10_000 }, handler)
  server.setTimeout(60_000)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(name, () => resolve())
  })
  chmodSync(name, 0o600)
  // Only now has it the name by which it is found: one that is found and does not answer is dead.
  renameSync(name, `${name}.sock`)
  return { server, withdraw: () => withdraw(folder, `${name}.sock`) }
}

const removeDead = async (folder: string): Promise<void> => {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    if (name.endsWith('.sock') && !(await isAnswered(path))) rmSync(path, { force: true })
  }
}

const withdraw = (folder: string, path: string): void => {
  rmSync(path, { force: true })
  try {
    rmdirSync(folder)
  } catch {
    // Another process has its own there.
  }
}
