import type { Context } from '../../context.ts'
import { dayMs, isoPlusMs } from '../../lib/clock.ts'
import { logRun } from '../../runs/log-run.ts'
import { readRun } from '../../runs/read-run.ts'
import { insertPassword } from './queries.ts'

/** So long it waits for whoever asked for the server. */
const keptMs = dayMs

/** Seals a password of root that the provider told once, until it was told on once. Belongs in the transaction that records the server. */
export const keepRootPassword = async (
  ctx: Context,
  { server_id, run_id, password }: { server_id: string; run_id: string; password: string },
): Promise<void> => {
  const run = await readRun(ctx, { run_id })
  if (run === null) return
  await insertPassword(ctx.db, {
    server_id,
    for_kind: run.requested_by_kind,
    for_id: run.requested_by_id,
    sealed_password: ctx.secrets.seal('root_password', server_id, password),
    expires_at: isoPlusMs(ctx.clock.now(), keptMs),
  })
  const message =
    'The provider set a password of root. It is shown once, within a day, to whoever asked for this server.'
  await logRun(ctx, { run_id, message })
}
