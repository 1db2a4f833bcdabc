import { recordChange } from '../audit/record-change.ts'
import type { Context } from '../context.ts'
import { finishRun } from '../runs/finish-run.ts'
import { readRun } from '../runs/read-run.ts'
import type { LoadedServer } from '../servers/load-server.ts'
import { keepsPromise } from './keeps-promise.ts'
import { listPlansInUse } from './list-plans-in-use.ts'
import { methodWords } from './planner/method-words.ts'
import { listProtectionsOf, type ProtectionRow } from './queries.ts'
import { endSnapshot } from './snapshots/end-snapshot.ts'
import { findOpenOrder } from './snapshots/snapshot-queries.ts'
import { writeProtection } from './write-protection.ts'

const wantedOff = {
  desired_state: 'off',
  plan_id: null,
  wanted_since: null,
  next_run_at: null,
  phase: 'failed',
} as const

type Input = { server: LoadedServer; base: ProtectionRow; reason: string }

/**
 * What was added beside a method that cannot be switched on after all, and by itself keeps less than the plan promises. Where nothing of
 * it was asked of the provider yet, it is taken back; else it goes on, since stopping it would leave less. Belongs in the transaction that
 * gives up `base`, which is given as it was before, and under the lease, so that nothing is sent meanwhile. Resolves with what is to be told of it; empty: there is nothing.
 */
export const settleAdded = async (ctx: Context, { server, base, reason }: Input): Promise<string> => {
  const plan = (await listPlansInUse(ctx, server)).find(({ plan_id }) => plan_id === base.plan_id)
  if (plan === undefined || !keepsPromise(base, plan)) return ''
  const others = (await listProtectionsOf(ctx.db, server.id)).filter(
    (row) =>
      row.id !== base.id && row.plan_id === plan.plan_id && row.desired_state === 'on' && !row.beyond_subscription,
  )
  if (others.some((row) => keepsPromise(row, plan))) return ''
  const told: string[] = []
  for (const row of others) {
    const words = methodWords(row.method)
    const why = `by themselves they do not keep the ${plan.retention_days} days that ${plan.plan_name} promises`
    const back = await takeBack(
      ctx,
      server,
      row,
      `${reason} Without that, ${words} were not switched on either: ${why}.`,
    )
    told.push(
      back
        ? `${capital(words)} were not switched on either: ${why}.`
        : `${capital(words)} go on, though ${why}: enable a method that does, or switch them off.`,
    )
  }
  return told.join(' ')
}

/** Whether it could be: of file backups and the provider’s own nothing is taken back that way, nor of what was on before. */
const takeBack = async (ctx: Context, server: LoadedServer, row: ProtectionRow, message: string): Promise<boolean> => {
  if (row.method !== 'snapshot' || row.observed_state === 'on' || row.phase !== 'enabling') return false
  const order = await findOpenOrder(ctx.db, row.server_id)
  const run = order === undefined ? null : await readRun(ctx, order)
  if (order === undefined || run?.sent_at != null) return false
  const reason = { code: 'without_base', message }
  await writeProtection(ctx, row.id, { ...wantedOff, reason: JSON.stringify(reason) })
  await recordChange(ctx, {
    action: 'protection.failed',
    organization_id: server.organization_id,
    target: { id: row.id, name: server.name },
    after: { method: row.method, reason: reason.code },
  })
  await endSnapshot(ctx, { order, outcome: 'cancelled', error: null })
  if (row.run_id !== null) await finishRun(ctx, { run_id: row.run_id, outcome: 'failed', error: reason })
  return true
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)
