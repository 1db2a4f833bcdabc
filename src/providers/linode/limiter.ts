import type { RateLimitState } from '../call-gate.ts'
import { createRateLimiter, type RateLimiter } from '../rate-limiter.ts'
import type { Call } from '../send.ts'
import type { ProviderParts } from '../transport.ts'
import { capabilities } from './capabilities.ts'

/**
 * Linode counts calls of one token in lanes of their own (techdocs.akamai.com/linode-api/reference/rate-limits, 2026-09-15):
 * paginated listings 200 a minute, new Linodes 20 in 15 seconds, all else 1,600 a minute. The headers speak of the lane of their
 * own call, so each lane has a limiter, or a listing would slow everything down to its pace.
 */
const mostPerMinute = { list: 200, create: 20, other: 1_600 } as const
type Lane = keyof typeof mostPerMinute

const laneOf = (call: Call | undefined): Lane => {
  if (call?.method === 'GET' && call.query?.page !== undefined) return 'list'
  return call?.method === 'POST' && call.path === '/v4/linode/instances' ? 'create' : 'other'
}

/** A twentieth stays unused: calls that leave within one minute can arrive closer together. */
const withMargin = (limit: number) => Math.max(1, Math.floor(limit * 0.95))

export const createLimiter = ({ clock, wait }: Pick<ProviderParts, 'clock' | 'wait'>): RateLimiter => {
  const laneFor = (lane: Lane) =>
    createRateLimiter({
      label: capabilities.label,
      clock,
      wait,
      burst_per_minute: (limit) => withMargin(limit ?? mostPerMinute[lane]),
    })
  const lanes: Readonly<Record<Lane, RateLimiter>> = {
    list: laneFor('list'),
    create: laneFor('create'),
    other: laneFor('other'),
  }
  return {
    take: (urgent, call) => lanes[laneOf(call)].take(urgent, call),
    saw: (status, seen, call) => lanes[laneOf(call)].saw(status, seen, call),
    state: () => tightest([lanes.other.state(), lanes.list.state(), lanes.create.state()]),
  }
}

/** Shown to people: the lane that has the smallest part of its calls left. */
const tightest = (states: readonly [RateLimitState, ...RateLimitState[]]): RateLimitState =>
  states.reduce((best, one) => (shareLeft(one) < shareLeft(best) ? one : best))

const shareLeft = ({ limit, remaining }: RateLimitState): number =>
  limit === null || remaining === null ? Number.POSITIVE_INFINITY : remaining / Math.max(1, limit)
