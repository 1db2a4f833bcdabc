import { type Context, inTransaction } from '../../context.ts'
import { dayMs, isoPlusMs } from '../../lib/clock.ts'
import type { ProviderRecoveryPoint } from '../../providers/provider.ts'
import { claimImage } from '../../recovery-points/history/claim-image.ts'
import { finishRun } from '../../runs/finish-run.ts'
import { type LoadedServer, loadServer } from '../../servers/load-server.ts'
import { applyRetentionTask } from '../../tasks.ts'
import { refreshServerFacts } from '../facts/refresh-server-facts.ts'
import { findProtectionOf } from '../queries.ts'
import { writeProtection } from '../write-protection.ts'
import { endOrder, type SnapshotOrder } from './snapshot-queries.ts'

/** A snapshot from before a restore is worth keeping until one knows that the restore was right. */
const safetyDays = 7

type Settled = {
  order: SnapshotOrder
  server: LoadedServer
  made: ProviderRecoveryPoint
  sent_at: string
  /** False: no call of the provider deletes it, so nobody says when it goes. */
  can_delete: boolean
}

/** The snapshot is there: it goes on record as this run's, and its protection is observed on with the first. */
export const settleSnapshot = (ctx: Context, { order, server, made, sent_at, can_delete }: Settled): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    await loadServer(ctx, { server_id: server.id, lock: true })
    const now = ctx.clock.now()
    const protection = order.protection_id === null ? undefined : await findProtectionOf(ctx.db, server.id, 'snapshot')
    await claimImage(ctx, {
      server_id: server.id,
      ref: made.ref,
      run_id: order.run_id,
      protection_id: protection?.id ?? null,
      expires_at: order.purpose === 'safety' && can_delete ? isoPlusMs(now, safetyDays * dayMs) : null,
      safety: order.purpose === 'safety',
    })
    await endOrder(ctx.db, order.run_id, now)
    if (protection?.desired_state === 'on') {
      const isFirst = protection.observed_state !== 'on'
      await writeProtection(ctx, protection.id, {
        observed_state: 'on',
        observed_at: now,
        ...(protection.phase === 'paused' ? {} : { phase: 'idle', reason: null }),
      })
      if (isFirst && protection.run_id !== null)
        await finishRun(ctx, { run_id: protection.run_id, outcome: 'succeeded' })
    }
    await finishRun(ctx, {
      run_id: order.run_id,
      outcome: 'succeeded',
      stats: {
        method: 'snapshot',
        snapshots: 1,
        ...(made.size_bytes === null ? {} : { bytes: made.size_bytes }),
        seconds: Math.round((Date.parse(now) - Date.parse(sent_at)) / 1_000),
      },
    })
    await refreshServerFacts(ctx, { server_id: server.id })
    if (protection !== undefined) await ctx.jobs.enqueue(ctx.db, applyRetentionTask, { protection_id: protection.id })
  })
