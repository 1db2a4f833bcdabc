import { dayMs, hourMs, isoPlusMs, minuteMs } from '../../lib/clock.ts'
import type { ServerToRead } from '../../servers/list-servers-with-history-due.ts'

// A listing of servers tells when something changed; where it cannot, lists are read after the provider's own backups are due.
const sweepMs = dayMs
// The provider's log of changes names those that changed; its panel may do what is not in there.
const slowSweepMs = 3 * dayMs
const afterBackupMs = 2 * hourMs
const againMs = 10 * minuteMs

/**
 * When the list of a server's images is read again if nothing comes up before: soon while something in it is in doubt, else after its
 * next native backup where the provider tells of it, and once a day; every three days where the provider's log of changes is read.
 */
export const nextReading = (
  now: string,
  server: Pick<ServerToRead, 'native'>,
  read: { complete: boolean; missing: boolean; in_doubt: boolean; changes_read_at: string | null },
): string => {
  if (!read.complete || read.missing) return isoPlusMs(now, againMs)
  const knowsChanges = read.changes_read_at !== null && read.changes_read_at > isoPlusMs(now, -sweepMs)
  const sweep = isoPlusMs(now, knowsChanges && !read.in_doubt ? slowSweepMs : sweepMs)
  const { state, next_at } = server.native
  if (state !== 'on' || next_at === null || next_at < now) return sweep
  const after = isoPlusMs(next_at, afterBackupMs)
  return after < sweep ? after : sweep
}
