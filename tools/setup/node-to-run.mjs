import { accessSync, chmodSync, constants, existsSync } from 'node:fs'
import { join } from 'node:path'
import { remedyFor } from './describe-failure.mjs'
import { SetupError } from './setup-error.mjs'

const oldest = 24

/** The Node that came with the dependencies, or null where there is none for this system. */
export function pinnedNode(root) {
  // The pinned builds need glibc; Alpine's musl cannot load them.
  if (process.platform !== 'linux' || existsSync('/etc/alpine-release')) return null
  const path = join(root, 'node_modules', `node-linux-${process.arch}`, 'bin', 'node')
  return existsSync(path) ? path : null
}

/** Gives the pinned Node its exec bit back, which copies can lose. True when it has it. */
export function makeNodeExecutable(root) {
  const path = pinnedNode(root)
  if (path === null) return true
  try {
    accessSync(path, constants.X_OK)
  } catch {
    try {
      chmodSync(path, 0o755)
    } catch (error) {
      throw new SetupError(
        `${path} is not executable: ${error.message}`,
        remedyFor(error.message, `chmod 755 '${path}'`),
      )
    }
  }
  return true
}

/** The Node that runs Backstay: the pinned one, else the one that runs now when it is new enough. */
export function nodeToRun(root) {
  const pinned = pinnedNode(root)
  if (pinned !== null) return pinned
  if (Number.parseInt(process.versions.node, 10) >= oldest) return process.execPath
  throw new SetupError(
    `There is no pinned Node for ${process.platform}-${process.arch}, and the Node at hand is ${process.versions.node}.`,
    `Install Node ${oldest} or later, then run the command again.`,
  )
}
