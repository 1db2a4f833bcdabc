import type { Context } from '../context.ts'
import { watchAgentLeaseTask } from '../tasks.ts'
import { endLeasesOfAgent } from './command-queries.ts'
import { updateAgent } from './queries.ts'

/** Takes an agent's identity away; what it works on is lost at once. Belongs in the transaction that says why. */
export const endAgent = async (
  ctx: Context,
  input: { agent_id: string; replaced_by: string | null },
): Promise<void> => {
  const now = ctx.clock.now()
  await updateAgent(ctx.db, input.agent_id, { revoked_at: now, replaced_by: input.replaced_by, updated_at: now })
  for (const { run_id, tries } of await endLeasesOfAgent(ctx.db, input.agent_id, now))
    await ctx.jobs.enqueue(ctx.db, watchAgentLeaseTask, { run_id, attempt: tries })
}
