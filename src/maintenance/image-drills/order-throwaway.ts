import type { Context } from '../../context.ts'
import { hourMs, isoPlusMs } from '../../lib/clock.ts'
import { moneyWords } from '../../lib/money.ts'
import { explainProviderError } from '../../provider-accounts/explain-provider-error.ts'
import type { Provider } from '../../providers/provider.ts'
import { ProviderError } from '../../providers/provider-error.ts'
import { logRun } from '../../runs/log-run.ts'
import { endImageDrill } from './end-image-drill.ts'
import { markSent, type ThrowawayRow, updateThrowaway } from './queries.ts'

const nextLookMs = 5_000
const afterTroubleMs = 30_000
/** An order that could not even be sent for so long is given up. */
const sendWithinMs = hourMs

/**
 * Orders the throw-away server, once: that it is ordered is committed before. After an unknown end only a listing tells. Its
 * password of root, where the provider sets one, is dropped: nobody signs in there.
 */
export const orderThrowaway = async (ctx: Context, row: ThrowawayRow, provider: Provider): Promise<number | null> => {
  const { run_id, name, region, size } = row
  if (!(await markSent(ctx.db, run_id, ctx.clock.now()))) return nextLookMs
  const cost = moneyWords({ amount_minor: row.cost_minor, currency: row.currency })
  const message = `Making ${name} at ${provider.capabilities.label}: ${size} in ${region}, for ${cost} at most.`
  await logRun(ctx, { run_id, message })
  try {
    const { ref, action } = await provider.restoreToNew(row.point_ref, { name, region, size })
    await updateThrowaway(ctx.db, run_id, { provider_ref: ref, action_ref: action })
    return nextLookMs
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    await logRun(ctx, { run_id, level: 'warning', message: error.message })
    if (error.effect === 'unknown') return nextLookMs
    await updateThrowaway(ctx.db, run_id, { sent_at: null })
    const passes = error.kind === 'retry' || error.kind === 'rate_limited' || error.kind === 'locked'
    if (passes && ctx.clock.now() < isoPlusMs(row.created_at, sendWithinMs))
      return error.retry_after_ms ?? afterTroubleMs
    const { code, message: why } = explainProviderError(error)
    // It says nothing of the image.
    const judged = { verdict: 'not_tried', error: { code, message: why }, health: null, seconds: 0 } as const
    await endImageDrill(ctx, row, judged)
    return null
  }
}
