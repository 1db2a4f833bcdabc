import type { Context } from '../../context.ts'
import { hourMs } from '../../lib/clock.ts'
import type { ActionState, Provider, ProviderServer } from '../../providers/provider.ts'
import { ProviderError } from '../../providers/provider-error.ts'
import { recordProgress } from '../../runs/record-progress.ts'
import { checkHealth } from '../../servers/health/check-health.ts'
import { HealthTried } from '../../servers/health/schema.ts'
import { type ThrowawayRow, updateThrowaway } from './queries.ts'
import type { JudgedImage } from './schema.ts'

/** What does not run by then is not waited for: it costs money. */
const giveUpMs = 2 * hourMs
const lookAgainMs = 15_000
const longestPauseMs = 120_000

/** Looks how the throw-away server is, and judges the drill when that is decided. */
export const watchThrowaway = async (ctx: Context, row: ThrowawayRow, provider: Provider): Promise<number> => {
  const elapsedMs = ctx.clock.nowMs() - Date.parse(row.sent_at ?? row.created_at)
  const judge = async (found: Omit<JudgedImage, 'seconds'>): Promise<number> => {
    const judged: JudgedImage = { ...found, seconds: Math.round(elapsedMs / 1_000) }
    await updateThrowaway(ctx.db, row.run_id, { judged: JSON.stringify(judged) })
    return 0
  }
  const { label } = provider.capabilities
  const late = { code: 'provider_slow', message: `${label} had no running server of this image within two hours.` }
  if (elapsedMs > giveUpMs) return judge({ verdict: 'failed', error: late, health: null })
  const state = row.action_ref === null ? null : await provider.followAction(row.action_ref)
  if (state?.state === 'failed') {
    const message = `${label} made no server of this image: ${state.reason}`
    return judge({ verdict: 'failed', error: { code: 'provider_refused', message }, health: null })
  }
  const seen = await provider.getServer(row.provider_ref ?? '').catch(ifGone)
  if (seen === null) return judge({ verdict: 'not_tried', error: takenAway, health: null })
  const isUp = seen.status === 'running' && !seen.locked && (state === null || state.state === 'succeeded')
  if (!isUp) return wait(ctx, row, state, { label, elapsedMs })
  const health = await look(ctx, row, seen)
  if (health.state === 'checking') return lookAgainMs
  if (health.state !== 'failed') return judge({ verdict: 'passed', error: null, health })
  const message = `A server was made of this image, and runs. ${health.detail}`
  return judge({ verdict: 'failed', error: { code: 'health_failed', message }, health })
}

const takenAway = {
  code: 'server_missing',
  message: 'The throw-away server was deleted at the provider before it was looked at.',
}

const ifGone = (error: unknown): null => {
  if (error instanceof ProviderError && error.kind === 'not_found') return null
  throw error
}

const wait = async (
  ctx: Context,
  row: ThrowawayRow,
  state: ActionState | null,
  { label, elapsedMs }: { label: string; elapsedMs: number },
): Promise<number> => {
  const note = `${label} makes the throw-away server`
  const percent = state?.state === 'running' ? state.percent : null
  const progress = percent === null ? ({ kind: 'none', note } as const) : ({ kind: 'exact', percent, note } as const)
  await recordProgress(ctx, { run_id: row.run_id, progress })
  return Math.min(longestPauseMs, Math.max(lookAgainMs, elapsedMs / 10))
}

const look = async (ctx: Context, row: ThrowawayRow, { address }: ProviderServer): Promise<HealthTried> => {
  const before = HealthTried.nullable().parse(row.health)
  const health = await checkHealth(ctx, { port: row.health_port, ping: row.health_ping, address, before })
  await updateThrowaway(ctx.db, row.run_id, { health: JSON.stringify(health) })
  return health
}
