import type { Context } from '../../context.ts'
import { hourMs } from '../../lib/clock.ts'
import { raiseOperatorTask } from '../../operator-tasks/raise-operator-task.ts'
import type { Provider } from '../../providers/provider.ts'
import { ProviderError } from '../../providers/provider-error.ts'
import { logRun } from '../../runs/log-run.ts'
import { endImageDrill } from './end-image-drill.ts'
import { type ThrowawayRow, updateThrowaway } from './queries.ts'
import type { JudgedImage } from './schema.ts'

/** An order of unknown end is looked for so long before it is taken to have made nothing. */
const lookedForMs = hourMs
/** From then on a person is asked as well. */
const askAfterMs = 4 * hourMs
const lookAgainMs = 15_000
const longestPauseMs = 300_000

/**
 * Destroys the throw-away server, by the id on record; where an answer was lost, it is found by its name first. Goes on until the provider says
 * that it is gone. Resolves with how long to wait for the next look; null: it is gone, and the drill is filed.
 */
export const destroyThrowaway = async (
  ctx: Context,
  row: ThrowawayRow,
  provider: Provider,
  judged: JudgedImage | null,
): Promise<number | null> => {
  const elapsedMs = ctx.clock.nowMs() - Date.parse(row.sent_at ?? row.created_at)
  const ref = row.provider_ref ?? (await find(ctx, row, provider))
  if (ref === null) {
    if (elapsedMs < lookedForMs) return Math.min(longestPauseMs, Math.max(lookAgainMs, elapsedMs / 10))
    await endImageDrill(ctx, row, judged?.verdict === 'cancelled' ? judged : neverMade)
    return null
  }
  // Found again: there is something to look at first.
  if (judged === null) return 0
  if (elapsedMs > askAfterMs) await askForHelp(ctx, row, provider)
  try {
    await provider.deleteThrowaway(ref, row.name)
    await logRun(ctx, { run_id: row.run_id, message: `${row.name} is being destroyed.` })
  } catch (error) {
    if (!(error instanceof ProviderError) || error.kind !== 'not_found') throw error
    await endImageDrill(ctx, row, judged)
    return null
  }
  // Only that it is not there any more counts.
  return Math.min(longestPauseMs, Math.max(1_000, lookAgainMs))
}

const find = async (ctx: Context, row: ThrowawayRow, provider: Provider): Promise<string | null> => {
  const { servers, complete, problem } = await provider.listServers()
  const made = servers.find(({ name }) => name === row.name)
  if (made !== undefined) {
    await updateThrowaway(ctx.db, row.run_id, { provider_ref: made.ref })
    return made.ref
  }
  if (!complete && servers.length > 0)
    throw new ProviderError(problem ?? 'The list of servers is not whole.', {
      kind: 'retry',
      effect: 'none',
      retry_after_ms: null,
    })
  return null
}

const neverMade: JudgedImage = {
  verdict: 'not_tried',
  error: {
    code: 'effect_unknown',
    message: 'The provider did not say whether it made the throw-away server, and there was none within an hour.',
  },
  health: null,
  seconds: 0,
}

const askForHelp = (ctx: Context, row: ThrowawayRow, { capabilities: { label } }: Provider) =>
  raiseOperatorTask(ctx, {
    kind: 'throwaway_left',
    server_id: row.server_id,
    organization_id: null,
    title: `Delete ${row.name} in the ${label} panel`,
    detail: `A drill made this throw-away server, and ${label} does not delete it. It costs money as long as it is there. Backstay goes on trying.`,
  })
