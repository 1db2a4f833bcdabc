import type { Context } from '../context.ts'
import { beginTroubles } from '../notifications/begin-troubles.ts'
import { endTroubles } from '../notifications/end-troubles.ts'
import { listTroubled } from '../notifications/list-troubled.ts'
import { recordNotices } from '../notifications/record-notices.ts'
import type { NewNotice, NoticeKind } from '../notifications/schema.ts'
import type { RunRow } from './queries.ts'
import type { RunError, RunOutcome, RunStats } from './schema.ts'

export type EndedRun = Pick<
  RunRow,
  'id' | 'kind' | 'organization_id' | 'server_id' | 'server_name' | 'provider_account_id'
>
type End = { outcome: RunOutcome; stats: RunStats; error: RunError | null }

/**
 * Records what people may want to be told of a run's end. Work that comes again and again (backups, syncs) is told when it
 * first fails and when it is well again; what fails in between waits for the daily message.
 */
export const tellOutcome = async (ctx: Context, run: EndedRun, end: End): Promise<void> => {
  if (end.outcome === 'cancelled') return
  if (run.kind === 'backup') return tellBackup(ctx, run, end)
  if (run.kind === 'sync') return tellSync(ctx, run, end)
  if (run.kind === 'restore') {
    const title = `Restore${ofServer(run)} ${outcomeWords[end.outcome]}`
    return recordNotices(ctx, [noticeOf(run, 'restore.finished', title, end)])
  }
  if (end.outcome === 'succeeded' || (end.outcome === 'warning' && run.kind !== 'drill')) return
  const kind = run.kind === 'drill' ? 'drill.failed' : 'work.failed'
  return recordNotices(ctx, [noticeOf(run, kind, `${kindNames[run.kind] ?? 'A run'}${ofServer(run)} failed`, end)])
}

const tellBackup = async (ctx: Context, run: EndedRun, end: End): Promise<void> => {
  const { server_id, organization_id } = run
  const subject = `${server_id} ${end.stats.method ?? 'files'}`
  const kind = 'backup.failed'
  if (end.outcome === 'warning')
    return recordNotices(ctx, [noticeOf(run, 'backup.warning', `Backup${ofServer(run)} has a warning`, end)])
  if (end.outcome === 'succeeded') {
    const notice = noticeOf(run, 'backup.succeeded', `Backup${ofServer(run)} succeeded`, end)
    const ended = await endTroubles(ctx, { kind, subjects: [subject] })
    // While others of its backups are late, it is not well yet; that is told when they are there.
    const isWell = ended.size > 0 && !(await isMissed(ctx, server_id))
    const title = `Backups${ofServer(run)} work again`
    return recordNotices(ctx, [notice, ...(isWell ? [noticeOf(run, 'backup.recovered', title, end)] : [])])
  }
  const fresh = await beginTroubles(ctx, { kind, subjects: [{ subject, organization_id }] })
  const notice = noticeOf(run, kind, `Backup${ofServer(run)} failed`, end)
  return recordNotices(ctx, [{ ...notice, again: fresh.size === 0 }])
}

const isMissed = async (ctx: Context, serverId: string | null): Promise<boolean> =>
  serverId !== null && (await listTroubled(ctx, { kind: 'backup.missed', subjects: [serverId] })).size > 0

/** There is one every quarter of an hour: an account that fails is told once. */
const tellSync = async (ctx: Context, run: EndedRun, end: End): Promise<void> => {
  const subject = `sync ${run.provider_account_id}`
  const kind = 'work.failed'
  if (end.outcome === 'succeeded' || end.outcome === 'warning')
    return void (await endTroubles(ctx, { kind, subjects: [subject] }))
  const { organization_id } = run
  const fresh = await beginTroubles(ctx, { kind, subjects: [{ subject, organization_id }] })
  if (fresh.size === 0) return
  await recordNotices(ctx, [noticeOf(run, kind, 'A provider account cannot be read', end)])
}

/** All that is told of a run carries the same facts. */
type KindOfRun = Extract<
  NoticeKind,
  `backup.${'failed' | 'warning' | 'recovered' | 'succeeded'}` | `${'drill' | 'work'}.failed` | 'restore.finished'
>

const noticeOf = (run: EndedRun, kind: KindOfRun, title: string, { outcome, error }: End): NewNotice => ({
  kind,
  organization_id: run.organization_id,
  server_id: run.server_id,
  run_id: run.id,
  title,
  detail: error?.message ?? '',
  link: `/runs/${run.id}`,
  facts: { outcome, ...(error === null ? {} : { code: error.code }), server_name: run.server_name },
})

const ofServer = ({ server_name }: EndedRun) => (server_name === null ? '' : ` of ${server_name}`)

const outcomeWords = {
  succeeded: 'succeeded',
  warning: 'ended with a warning',
  failed: 'failed',
  expired: 'was given up',
} as const

const kindNames: Readonly<Record<string, string>> = {
  enable: 'Switching on backups',
  disable: 'Switching off backups',
  drill: 'Restore drill',
  forget: 'Retention',
  prune: 'Prune',
  check: 'Check of the repository',
  scrub: 'Scrub of the repository',
  copy: 'Copy',
  deploy: 'Deployment',
  bulk: 'Bulk work',
}
