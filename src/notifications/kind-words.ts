import type { AnyNoticeKind } from './schema.ts'

/** How several of a kind are counted: one, and more. */
const words: Record<AnyNoticeKind, readonly [one: string, more: string]> = {
  'target.failing': ['notification target that fails', 'notification targets that fail'],
  'backup.missed': ['server without a backup in time', 'servers without a backup in time'],
  'backup.failed': ['backup that failed', 'backups that failed'],
  'drill.failed': ['restore drill that failed', 'restore drills that failed'],
  'work.failed': ['other run that failed', 'other runs that failed'],
  'subscription.lapsing': ['note on a subscription', 'notes on subscriptions'],
  'backup.warning': ['backup with a warning', 'backups with warnings'],
  'backup.recovered': ['server that is well again', 'servers that are well again'],
  'restore.finished': ['restore that ended', 'restores that ended'],
  'backup.succeeded': ['backup that succeeded', 'backups that succeeded'],
  'report.weekly': ['weekly report', 'weekly reports'],
  test: ['test', 'tests'],
}

/** Such as `1,000 backups that failed`. */
export const kindWords = (kind: string, count: number): string => {
  const [one, more] = kind in words ? words[kind as AnyNoticeKind] : ['notice', 'notices']
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : more}`
}
