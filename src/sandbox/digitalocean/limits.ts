import { createCallWindow } from '../../providers/call-window.ts'
import type { Answer, SandboxRequest, World } from '../kit/cloud.ts'
import { refusal } from './answers.ts'

type Windows = {
  readonly hour: ReturnType<typeof createCallWindow>
  readonly minute: ReturnType<typeof createCallWindow>
}

/** Calls lately, by cloud and token; forgotten at a restart. */
const lately = new WeakMap<World, Map<string, Windows>>()

const windowsOf = (world: World, token: string): Windows => {
  const byToken = lately.get(world) ?? new Map<string, Windows>()
  lately.set(world, byToken)
  const windows = byToken.get(token) ?? { hour: createCallWindow(3_600_000), minute: createCallWindow(60_000) }
  byToken.set(token, windows)
  return windows
}

export const tokenOf = ({ headers }: SandboxRequest): string => headers.authorization?.replace(/^Bearer /, '') ?? ''

/** Counts the call, or refuses it: so many an hour, a twentieth of that in a minute. */
export const overLimit = (request: SandboxRequest, world: World): Answer | null => {
  const { hour, minute } = windowsOf(world, tokenOf(request))
  const at = world.clock.nowMs()
  const most = world.settings.calls_per_hour
  const burstMs = minute.delayMs(at, Math.max(1, Math.floor(most / 20)))
  if (burstMs > 0) return tooMany({ 'retry-after': String(Math.ceil(burstMs / 1_000)) })
  if (hour.delayMs(at, most) > 0) return tooMany({})
  hour.add(at)
  minute.add(at)
  return null
}

const tooMany = (headers: Record<string, string>): Answer => ({
  ...refusal(429, 'too_many_requests', 'API rate limit exceeded.'),
  headers,
})

/** On every answer. `ratelimit-remaining: 0` also when only the minute is used up. */
export const limitHeaders = (request: SandboxRequest, world: World): Record<string, string> => {
  const { hour, minute } = windowsOf(world, tokenOf(request))
  const at = world.clock.nowMs()
  const most = world.settings.calls_per_hour
  const burstUsed = minute.delayMs(at, Math.max(1, Math.floor(most / 20))) > 0
  const reset = Math.ceil((at + hour.delayMs(at, Math.max(1, hour.count(at)))) / 1_000)
  return {
    'ratelimit-limit': String(most),
    'ratelimit-remaining': String(burstUsed ? 0 : Math.max(0, most - hour.count(at))),
    'ratelimit-reset': String(reset),
  }
}
