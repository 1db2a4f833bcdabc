import { createHash } from 'node:crypto'
import { realpathSync, unlinkSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { say } from './say.mjs'
import { SetupError } from './setup-error.mjs'

const pollMs = 250
const longestWaitMs = 20 * 60_000

/**
 * Does the work while no other set-up runs in this folder. The lock is a listening socket: the kernel gives its name to one
 * process at a time and takes it back when that process ends, however it ends. So there is no stale lock to clean up.
 */
export async function withSetupLock(root, work) {
  const name = lockName(root)
  let server = await tryListen(name)
  if (server === null) say('Another set-up is at work in this folder. Waiting for it to finish.')
  for (let waitedMs = 0; server === null; waitedMs += pollMs) {
    if (waitedMs > longestWaitMs) {
      throw new SetupError(
        'Another set-up has been at work in this folder for 20 minutes.',
        'Look for a hanging npm (ps ax | grep npm), stop it, then run the command again.',
      )
    }
    await delay(pollMs)
    server = await tryListen(name)
  }
  try {
    return await work()
  } finally {
    server.close()
  }
}

function lockName(root) {
  const hash = createHash('sha256').update(realpathSync(root)).digest('hex').slice(0, 24)
  // Linux has socket names outside of the file system, which need no cleaning up.
  return process.platform === 'linux' ? `\0backstay-setup-${hash}` : join(tmpdir(), `backstay-setup-${hash}.sock`)
}

/** The listening server, or null while somebody else has the name. */
function tryListen(name) {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy())
    server.on('error', (error) => {
      if (error.code !== 'EADDRINUSE') reject(error)
      else if (name.startsWith('\0')) resolve(null)
      else resolve(removeIfStale(name).then(() => null))
    })
    server.listen(name, () => {
      server.unref()
      resolve(server)
    })
  })
}

/** A socket file stays behind when its process is killed; then nobody answers. */
function removeIfStale(name) {
  return new Promise((resolve) => {
    const socket = connect(name, () => {
      socket.destroy()
      resolve()
    })
    socket.on('error', (error) => {
      if (error.code === 'ECONNREFUSED') unlinkSync(name)
      resolve()
    })
  })
}
