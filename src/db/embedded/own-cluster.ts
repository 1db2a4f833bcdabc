import { chmodSync, lchownSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Gives a folder and all in it to a user, if it is not theirs yet, and closes it to others: Postgres insists on both, and
 * copies of a data directory often lose them. The folder itself comes last, so that a start that was interrupted here
 * does it again.
 */
export const ownCluster = (folder: string, owner: { uid: number; gid: number }): void => {
  const stat = statSync(folder)
  if (stat.uid !== owner.uid) {
    for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      lchownSync(join(folder, entry), owner.uid, owner.gid)
    }
    lchownSync(folder, owner.uid, owner.gid)
  }
  if ((stat.mode & 0o777) !== 0o700) chmodSync(folder, 0o700)
}
