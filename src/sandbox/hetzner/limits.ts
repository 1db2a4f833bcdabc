import type { Answer, SandboxRequest, World } from '../kit/cloud.ts'
import { refusal } from './answers.ts'

/** Calls that are left, which come back one by one. */
type Bucket = { level: number; at_ms: number }

/** By cloud and token; forgotten at a restart. */
const buckets = new WeakMap<World, Map<string, Bucket>>()

export const tokenOf = ({ headers }: SandboxRequest): string => headers.authorization?.replace(/^Bearer /, '') ?? ''

const bucketOf = (world: World, token: string): Bucket => {
  const byToken = buckets.get(world) ?? new Map<string, Bucket>()
  buckets.set(world, byToken)
  const most = world.settings.calls_per_hour
  const bucket = byToken.get(token) ?? { level: most, at_ms: world.clock.nowMs() }
  byToken.set(token, bucket)
  const now = world.clock.nowMs()
  // Time may be set back here.
  bucket.level = Math.min(most, bucket.level + (Math.max(0, now - bucket.at_ms) / 3_600_000) * most)
  bucket.at_ms = now
  return bucket
}

/** Counts the call, or refuses it: without a word on how long. */
export const overLimit = (request: SandboxRequest, world: World): Answer | null => {
  const bucket = bucketOf(world, tokenOf(request))
  if (bucket.level < 1)
    return refusal(429, 'rate_limit_exceeded', `limit of ${world.settings.calls_per_hour} requests per hour reached`)
  bucket.level -= 1
  return null
}

/** On every answer; the last says when all calls are back. */
export const limitHeaders = (request: SandboxRequest, world: World): Record<string, string> => {
  const { level, at_ms } = bucketOf(world, tokenOf(request))
  const most = world.settings.calls_per_hour
  return {
    'ratelimit-limit': String(most),
    'ratelimit-remaining': String(Math.floor(level)),
    'ratelimit-reset': String(Math.ceil((at_ms + ((most - level) / most) * 3_600_000) / 1_000)),
  }
}
