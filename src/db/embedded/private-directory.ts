import { chmodSync, lstatSync, mkdirSync } from 'node:fs'
import { StartupError } from '../../lib/startup-error.ts'
import { currentUid } from './current-uid.ts'

/**
 * Makes a folder that only we can enter, or accepts one that already is so. Its parent may be /tmp, where anyone could
 * have put a folder or a link of that name before us: what is not a folder of our own is refused, never followed.
 */
export const preparePrivateDirectory = (path: string): void => {
  try {
    mkdirSync(path, { mode: 0o700 })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) {
      throw new StartupError(
        `The folder ${path} for the database's socket cannot be made: ${error instanceof Error ? error.message : error}`,
        'Make its parent folder writable, or set TMPDIR to a folder that is, and start again.',
      )
    }
  }
  const stat = lstatSync(path)
  if (!stat.isDirectory() || stat.uid !== currentUid()) {
    throw new StartupError(
      `${path} exists and is not a folder of user ${currentUid()}, so the database's socket is not put there.`,
      `Find out who made it, remove it (rm -r ${path}), and start again.`,
    )
  }
  if ((stat.mode & 0o077) !== 0) chmodSync(path, 0o700)
}
