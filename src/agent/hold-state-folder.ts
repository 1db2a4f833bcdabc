import { rename, unlink } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { isAnswered } from '../lib/is-answered.ts'
import { AgentFailure } from './agent-failure.ts'

/** The kernel cuts longer paths of sockets. */
const longestSocketPath = 107

/**
 * Lets one agent at a time use a state folder: it listens on a socket there, which ends with its process however that ends.
 * Resolves with what gives the folder back.
 */
export const holdStateFolder = async (folder: string): Promise<() => Promise<void>> => {
  const path = join(folder, 'agent.sock')
  if (Buffer.byteLength(path) > longestSocketPath)
    throw new AgentFailure(
      `The path of the state folder ${folder} is too long.`,
      'Name a shorter one with --state-dir.',
    )
  const held = (await listen(path)) ?? ((await removeStale(path)) ? await listen(path) : null)
  if (held === null)
    throw new AgentFailure(
      `Another agent runs with the state folder ${folder}.`,
      'Stop that one first (systemctl stop backstay-agent), or name another folder with --state-dir.',
    )
  return () => new Promise((resolve) => held.close(() => resolve()))
}

/** Null when the path is taken. */
const listen = (path: string): Promise<Server | null> =>
  new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(null) : reject(error),
    )
    server.listen(path, () => {
      server.unref()
      resolve(server)
    })
  })

/**
 * Takes a socket that nobody listens on out of the way. Somebody may have put a living one there since we knocked: then it goes
 * back to its place.
 */
const removeStale = async (path: string): Promise<boolean> => {
  if (await isAnswered(path)) return false
  const aside = `${path}.${process.pid}`
  try {
    await rename(path, aside)
  } catch {
    // Another agent was quicker.
    return true
  }
  if (await isAnswered(aside)) {
    await rename(aside, path)
    return false
  }
  await unlink(aside)
  return true
}
