import { type Context, inTransaction } from '../context.ts'
import type { RunningJob } from '../jobs/handler.ts'
import { utcMinute } from '../lib/utc-minute.ts'
import { beginTroubles } from '../notifications/begin-troubles.ts'
import { endTroubles } from '../notifications/end-troubles.ts'
import { listTroubled } from '../notifications/list-troubled.ts'
import { recordNotices } from '../notifications/record-notices.ts'
import { listNewlyMissedAcrossOrganizations, listNoLongerMissedAcrossOrganizations } from './missed-queries.ts'
import { Method } from './schema.ts'

const batch = 1_000

/**
 * Records, once each, which servers are without a good backup after their deadline, whatever the cause: nothing ran, it hangs, or it
 * never succeeded. The deadline follows from each protection's own cadence (`facts/deadlines-of.ts`).
 */
export const tellMissed = async (ctx: Context, job?: Pick<RunningJob, 'signal'>): Promise<void> => {
  for (const tell of [tellNewlyMissed, tellWellAgain])
    for (;;) {
      job?.signal.throwIfAborted()
      if ((await inTransaction(ctx, tell)) < batch) break
    }
}

const tellNewlyMissed = async (ctx: Context): Promise<number> => {
  const servers = await listNewlyMissedAcrossOrganizations(ctx.db, batch)
  const subjects = servers.map(({ id, organization_id }) => ({ subject: id, organization_id }))
  const fresh = await beginTroubles(ctx, { kind: 'backup.missed', subjects })
  await recordNotices(
    ctx,
    servers
      .filter(({ id }) => fresh.has(id))
      .map(({ id, name, organization_id, last_backup_at }) => ({
        kind: 'backup.missed' as const,
        organization_id,
        server_id: id,
        title: `${name} has no good backup in time`,
        detail:
          last_backup_at === null
            ? 'It has no backup at all, and the time by which its schedule wanted the first one is over. Open the server to see why.'
            : `Its newest backup is of ${utcMinute(last_backup_at)}, and the time by which its schedule wanted a newer good one is over. Open the server to see why.`,
        link: `/servers/${id}`,
        facts: { server_name: name, last_backup_at },
      })),
  )
  return servers.length
}

const tellWellAgain = async (ctx: Context): Promise<number> => {
  const servers = await listNoLongerMissedAcrossOrganizations(ctx.db, batch)
  const ended = await endTroubles(ctx, { kind: 'backup.missed', subjects: servers.map(({ id }) => id) })
  const subjects = servers.flatMap(({ id }) => Method.options.map((method) => `${id} ${method}`))
  const failing = await listTroubled(ctx, { kind: 'backup.failed', subjects })
  const isWell = (id: string) => !Method.options.some((method) => failing.has(`${id} ${method}`))
  await recordNotices(
    ctx,
    servers.flatMap(({ id, name, organization_id, rpo_status }) =>
      rpo_status === null || !ended.has(id) || !isWell(id)
        ? []
        : {
            kind: 'backup.recovered' as const,
            organization_id,
            server_id: id,
            title: `Backups of ${name} work again`,
            detail: 'It has a good backup that is new enough.',
            link: `/servers/${id}`,
            facts: { server_name: name },
          },
    ),
  )
  return servers.length
}
