import type { Context } from '../context.ts'
import { dayMs, isoPlusMs } from '../lib/clock.ts'
import { utcMinute } from '../lib/utc-minute.ts'
import { recordNotices } from '../notifications/record-notices.ts'
import type { NewNotice } from '../notifications/schema.ts'
import { listWeeksAcrossOrganizations, type Week } from './report-queries.ts'

const batch = 500

/** Records a report of the last seven days for each organization, and one of everything for the operators; once a week. */
export const weeklyReport = async (ctx: Context): Promise<void> => {
  const now = ctx.clock.now()
  const weeks = await listWeeksAcrossOrganizations(ctx.db, isoPlusMs(now, -7 * dayMs))
  if (weeks.length === 0) return
  const notices = weeks.map((week) => reportOf(week, week.organization_id, now))
  notices.push(reportOf(weeks.reduce(together), null, now))
  for (let from = 0; from < notices.length; from += batch) await recordNotices(ctx, notices.slice(from, from + batch))
}

const reportOf = ({ organization_id: _, ...week }: Week, organization_id: string | null, now: string): NewNotice => ({
  kind: 'report.weekly',
  organization_id,
  title: `The week of ${week.servers === 1 ? 'one server' : `${week.servers.toLocaleString('en-US')} servers`}`,
  detail: [`From ${utcMinute(isoPlusMs(now, -7 * dayMs))} to ${utcMinute(now)}.`, ...linesOf(week)].join('\n'),
  link: '/',
  facts: { ...week, unprotected: week.servers - week.protected, until: now.slice(0, 10) },
  told_once: `weekly ${organization_id ?? 'all'} ${now.slice(0, 10)}`,
})

const linesOf = (week: Omit<Week, 'organization_id'>): string[] => {
  const restores = week.restores_succeeded + week.restores_failed
  const drills = week.drills_passed + week.drills_failed
  return [
    `Backups on: ${count(week.protected)} of ${count(week.servers)} servers; ${count(week.servers - week.protected)} without.`,
    `Without a good backup in time: ${count(week.missed)}.`,
    `Backups: ${count(week.backups_succeeded)} succeeded, ${count(week.backups_warning)} with a warning, ${count(week.backups_failed)} failed.`,
    restores === 0
      ? 'Restores: none.'
      : `Restores: ${count(week.restores_succeeded)} succeeded, ${count(week.restores_failed)} failed.`,
    drills === 0
      ? 'Restore drills: none.'
      : `Restore drills: ${count(week.drills_passed)} passed, ${count(week.drills_failed)} failed.`,
    `Stored: ${(week.storage_bytes / 1e9).toLocaleString('en-US', { maximumFractionDigits: 1 })} GB.`,
  ]
}

const count = (number: number) => number.toLocaleString('en-US')

const together = (one: Week, other: Week): Week => ({
  organization_id: '',
  servers: one.servers + other.servers,
  protected: one.protected + other.protected,
  missed: one.missed + other.missed,
  storage_bytes: one.storage_bytes + other.storage_bytes,
  backups_succeeded: one.backups_succeeded + other.backups_succeeded,
  backups_warning: one.backups_warning + other.backups_warning,
  backups_failed: one.backups_failed + other.backups_failed,
  restores_succeeded: one.restores_succeeded + other.restores_succeeded,
  restores_failed: one.restores_failed + other.restores_failed,
  drills_passed: one.drills_passed + other.drills_passed,
  drills_failed: one.drills_failed + other.drills_failed,
})
