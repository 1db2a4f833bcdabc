import type { Context } from '../../context.ts'
import { hourMs, minuteMs } from '../../lib/clock.ts'
import { raiseOperatorTask } from '../../operator-tasks/raise-operator-task.ts'
import type { Provider } from '../../providers/provider.ts'
import { ProviderError } from '../../providers/provider-error.ts'
import { logRun } from '../../runs/log-run.ts'
import { endImageDrill } from './end-image-drill.ts'
import { type ThrowawayRow, updateThrowaway } from './queries.ts'
import type { JudgedImage } from './schema.ts'

/** An order of unknown end is looked for so long before it is taken to have made nothing. */
const lookedForMs = hourMs
/** A list that is empty has to stay so for as long as this. */
const emptyForMs = 10 * minuteMs
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
  const found = row.provider_ref ?? (await find(ctx, row, provider, elapsedMs))
  if (found === null || found === 'empty_list') {
    if (elapsedMs < lookedForMs) return Math.min(longestPauseMs, Math.max(lookAgainMs, elapsedMs / 10))
    const end = judged?.verdict === 'cancelled' ? judged : neverMade
    if (found === 'empty_list' && !(await wasEmptyBefore(ctx, row, { judged, end, elapsedMs }))) return emptyForMs
    await endImageDrill(ctx, row, { ...end, seconds: 0 })
    return null
  }
  // Found again: there is something to look at first.
  if (judged === null) return 0
  if (elapsedMs > askAfterMs) await askForHelp(ctx, row, provider)
  try {
    await provider.deleteThrowaway(found, row.name)
    await logRun(ctx, { run_id: row.run_id, message: `${row.name} is being destroyed.` })
  } catch (error) {
    if (!(error instanceof ProviderError) || error.kind !== 'not_found') throw error
    await endImageDrill(ctx, row, judged)
    return null
  }
  // Only that it is not there any more counts.
  return Math.min(longestPauseMs, Math.max(1_000, lookAgainMs))
}

/** Null: a whole list is without it. An empty one says little (DESIGN rule 9), one with a part missing nothing at all. */
const find = async (ctx: Context, row: ThrowawayRow, provider: Provider, elapsedMs: number): Promise<string | null> => {
  try {
    const { servers, complete, problem } = await provider.listServers()
    const made = servers.find(({ name }) => name === row.name)
    if (made !== undefined) {
      await updateThrowaway(ctx.db, row.run_id, { provider_ref: made.ref })
      return made.ref
    }
    if (complete) return null
    if (servers.length === 0) return 'empty_list'
    throw new ProviderError(problem ?? 'The list of servers is not whole.', {
      kind: 'retry',
      effect: 'none',
      retry_after_ms: null,
    })
  } catch (error) {
    if (error instanceof ProviderError && elapsedMs > askAfterMs) await askToLook(ctx, row, provider)
    throw error
  }
}

/** Kept with what the drill is to end with: how long after the order the list was first found empty. */
const wasEmptyBefore = async (
  ctx: Context,
  row: ThrowawayRow,
  { judged, end, elapsedMs }: { judged: JudgedImage | null; end: JudgedImage; elapsedMs: number },
): Promise<boolean> => {
  const first = judged?.seconds ?? 0
  if (first > 0) return elapsedMs - first * 1_000 >= emptyForMs
  const seconds = Math.floor(elapsedMs / 1_000)
  await updateThrowaway(ctx.db, row.run_id, { judged: JSON.stringify({ ...end, seconds }) })
  return false
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

const askToLook = (ctx: Context, row: ThrowawayRow, { capabilities: { label } }: Provider) =>
  raiseOperatorTask(ctx, {
    kind: 'throwaway_left',
    server_id: row.server_id,
    organization_id: null,
    title: `Look for ${row.name} in the ${label} panel, and delete it`,
    detail: `A drill ordered this throw-away server, and ${label} does not say whether it made it. It costs money if it is there. Backstay goes on looking.`,
  })
