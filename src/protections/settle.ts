import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction } from '../context.ts'
import { closeOperatorTasks } from '../operator-tasks/close-operator-tasks.ts'
import { learnAddons } from '../provider-accounts/learn-addons.ts'
import { finishRun } from '../runs/finish-run.ts'
import { operatorTaskKinds } from './ask-operator.ts'
import { keepLook } from './keep-look.ts'
import type { Looked, Reconciled } from './look-at-server.ts'
import { Attempt } from './schema.ts'
import { writeProtection } from './write-protection.ts'

/** Desired and observed agree: the record says so, the run ends, and what waited for a person is closed. Null when overtaken. */
export const settle = (ctx: Context, work: Looked): Promise<Reconciled | null> =>
  inTransaction(ctx, async (ctx) => {
    const { protection, server, observed } = work
    if (!(await keepLook(ctx, work))) return null
    const row = await writeProtection(ctx, protection.id, {
      observed_state: observed,
      observed_at: ctx.clock.now(),
      phase: 'idle',
      reason: null,
      attempt: null,
      ...changedSchedule(protection),
    })
    await learnFrom(ctx, work)
    if (protection.observed_state !== observed)
      await recordChange(ctx, {
        action: observed === 'on' ? 'protection.switched_on' : 'protection.switched_off',
        organization_id: server.organization_id,
        target: { id: protection.id, name: server.name },
        before: { method: protection.method, observed_state: protection.observed_state },
        after: { method: protection.method, observed_state: observed },
      })
    if (protection.run_id !== null) await finishRun(ctx, { run_id: protection.run_id, outcome: 'succeeded' })
    await closeOperatorTasks(ctx, { kinds: operatorTaskKinds, server_id: server.id })
    return { protection: row, again_in_seconds: null }
  })

/** Shown by the provider now: so are its backups taken, and so long kept. */
const changedSchedule = ({ attempt, desired_state }: Looked['protection']) => {
  const change = attempt === null || desired_state === 'off' ? undefined : Attempt.parse(attempt).change
  return change && { schedule: JSON.stringify(change.schedule), retention_days: change.retention_days }
}

/** What a purchase added to the server is what the provider calls these backups; the next server need not be asked about. */
const learnFrom = async (ctx: Context, { protection, provider, addon_ids }: Looked): Promise<void> => {
  const attempt = protection.attempt === null ? null : Attempt.parse(protection.attempt)
  if (attempt?.kind !== 'enable' || attempt.addons_before === null || addon_ids === null) return
  const before = attempt.addons_before
  const appeared = addon_ids.filter((id) => !before.includes(id))
  // Two that appeared at once could be anything.
  if (appeared.length === 1) await learnAddons(ctx, { provider: provider.name, addon_ids: appeared })
}
