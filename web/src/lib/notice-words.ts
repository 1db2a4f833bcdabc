import type { Channel, NoticeKind, NoticeTiming } from '../../../src/notifications/schema.ts'

/** What each kind of notice tells, most urgent first. */
export const noticeWords: Record<NoticeKind, { word: string; text: string }> = {
  'backup.missed': { word: 'Backup missed', text: 'A server has no good backup by its deadline, whatever the cause.' },
  'backup.failed': { word: 'Backup failed', text: 'The first failure at once; the same one again, once a day.' },
  'drill.failed': { word: 'Restore drill failed', text: 'A backup could not be proved.' },
  'work.failed': {
    word: 'Other work failed',
    text: 'Checks, prunes, deployments, provider accounts that cannot be read.',
  },
  'subscription.lapsing': { word: 'Subscription lapsing', text: 'It ends soon, a payment failed, or places ran out.' },
  'backup.warning': { word: 'Backup with a warning', text: 'Files were skipped, or a backup shrank.' },
  'backup.recovered': { word: 'Works again', text: 'Once, when backups that failed or were missed are well.' },
  'restore.finished': { word: 'Restore ended', text: 'However it ended.' },
  'backup.succeeded': { word: 'Backup succeeded', text: 'Every one of them.' },
  'report.weekly': {
    word: 'Weekly report',
    text: 'Servers, failures, storage, restores and drills of the week before.',
  },
  'target.failing': { word: 'Notifications fail', text: 'Messages to somebody, or to a target, do not arrive.' },
}

export const noticeKinds = [
  'backup.missed',
  'backup.failed',
  'backup.recovered',
  'backup.warning',
  'backup.succeeded',
  'restore.finished',
  'drill.failed',
  'work.failed',
  'subscription.lapsing',
  'target.failing',
  'report.weekly',
] as const satisfies readonly NoticeKind[]

export const timingWords: Record<NoticeTiming, string> = { at_once: 'At once', daily: 'Once a day', off: 'Off' }

export const channelWords: Record<Channel, string> = {
  email: 'E-mail',
  webhook: 'Webhook',
  slack: 'Slack',
  discord: 'Discord',
  telegram: 'Telegram',
  ntfy: 'ntfy',
}
