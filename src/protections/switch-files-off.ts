import { cancelCommands } from '../agents/cancel-commands.ts'
import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction } from '../context.ts'
import { finishRun } from '../runs/finish-run.ts'
import { startRun } from '../runs/start-run.ts'
import { type LoadedServer, loadServer } from '../servers/load-server.ts'
import { listProtectionsOf, type ProtectionRow } from './queries.ts'
import { requireBase } from './require-base.ts'
import { supersedeRun } from './supersede-run.ts'
import type { SwitchInput } from './switch-native-on.ts'
import { writeProtection } from './write-protection.ts'

/**
 * Backups of the server's files stop, and what was taken stays restorable: retention stands still until they are on again or
 * somebody deletes it. Nothing is destroyed, so nothing is asked. Resolves with null when they never were on.
 */
export const switchFilesOff = (ctx: Context, server: LoadedServer, input: SwitchInput): Promise<ProtectionRow | null> =>
  inTransaction(ctx, async (ctx) => {
    const held = await loadServer(ctx, { server_id: server.id, lock: true })
    const { id, organization_id, name } = held
    const rows = await listProtectionsOf(ctx.db, id)
    const before = rows.find(({ method }) => method === 'files')
    if (before === undefined) return null
    if (before.desired_state === 'off') return before
    await requireBase(ctx, held, rows, input)
    await supersedeRun(ctx, before)
    await cancelCommands(ctx, { server_id: id, kind: 'backup' })
    const run = await startRun(ctx, {
      kind: 'disable',
      organization_id,
      server: { id, name },
      parent_run_id: input.parent_run_id ?? null,
      state: 'running',
    })
    const protection = await writeProtection(ctx, before.id, {
      desired_state: 'off',
      observed_state: 'off',
      observed_at: ctx.clock.now(),
      phase: 'idle',
      reason: null,
      plan_id: null,
      wanted_since: null,
      beyond_subscription: false,
      next_run_at: null,
      run_id: run.id,
    })
    await recordChange(ctx, {
      action: 'protection.switched_off',
      organization_id,
      target: { id: protection.id, name },
      before: { desired_state: 'on', observed_state: before.observed_state },
      after: { desired_state: 'off', method: 'files' },
    })
    await finishRun(ctx, { run_id: run.id, outcome: 'succeeded' })
    return protection
  })
