import type { Role } from '../context.ts'
import type { NoticeKind, NoticeTiming } from './schema.ts'

const atOnce: readonly NoticeKind[] = [
  'target.failing',
  'backup.missed',
  'backup.failed',
  'drill.failed',
  'work.failed',
  'backup.recovered',
  'restore.finished',
]

/** What concerns those who pay, and those who run the installation. */
const forOwners: readonly NoticeKind[] = ['subscription.lapsing', 'report.weekly']

/** What a person is told who chose nothing: what is wrong at once, warnings once a day, nothing of what went well. */
export const defaultTiming = (kind: NoticeKind, role: Role | 'operator'): NoticeTiming => {
  if (forOwners.includes(kind)) return role === 'owner' || role === 'operator' ? 'at_once' : 'off'
  if (atOnce.includes(kind)) return 'at_once'
  return kind === 'backup.warning' ? 'daily' : 'off'
}
