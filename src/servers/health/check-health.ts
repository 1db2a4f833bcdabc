import type { Context } from '../../context.ts'
import { minuteMs } from '../../lib/clock.ts'
import { isPublicAddress } from '../../lib/is-public-address.ts'
import type { HealthTried } from './schema.ts'

/** A system that was just restored needs a while to start. */
const triedForMs = 5 * minuteMs
const timeoutMs = 5_000

type Input = {
  /** Of the server; null: nobody said where it answers. */
  port: number | null
  /** It answers a ping instead. */
  ping: boolean
  /** As the provider shows it, and never as a person says: nobody gets to knock elsewhere. */
  address: string | null
  before: HealthTried | null
}

/**
 * Knocks once where a server is said to answer. Resolves with what was found, or with `checking` when it is to be tried again in a
 * while: for five minutes in all.
 */
export const checkHealth = async (ctx: Context, { port, ping, address, before }: Input): Promise<HealthTried> => {
  const now = ctx.clock.now()
  if (before !== null && before.state !== 'checking') return before
  if (port === null && !ping)
    return {
      state: 'not_configured',
      checked_at: now,
      detail: 'No port is set on which the server answers, and no ping.',
    }
  const unreachable = whyNotKnock(address)
  if (address === null || unreachable !== null)
    return { state: 'not_configured', checked_at: now, detail: `Not looked at: ${unreachable}.` }
  const since = before?.since ?? now
  const how = port === null ? 'a ping' : `on port ${port}`
  const why = await knock(ctx, address, port)
  if (why === null) return { state: 'passed', checked_at: now, detail: `${address} answered ${how}.` }
  // The server is not to blame for a machine that can ping nobody any more.
  const cannot = port === null ? await ctx.ping.whyNot() : null
  if (cannot !== null) return { state: 'not_configured', checked_at: now, detail: `Not looked at. ${cannot}` }
  if (ctx.clock.nowMs() - Date.parse(since) < triedForMs) return { state: 'checking', since }
  const detail = `${address} did not answer ${how} within five minutes: ${why}.`
  return { state: 'failed', checked_at: now, detail }
}

/** Nobody answered where nobody knocked: that says nothing of the server. */
const whyNotKnock = (address: string | null): string | null => {
  if (address === null) return 'the provider shows no public address of it'
  return isPublicAddress(address) ? null : 'its address is within a network of its own, where Backstay does not knock'
}

const knock = (ctx: Context, address: string, port: number | null): Promise<string | null> =>
  port === null ? ctx.ping.ask({ address, timeout_ms: timeoutMs }) : ctx.reach({ address, port, timeout_ms: timeoutMs })
