import { hourMs, minuteMs } from '../lib/clock.ts'
import type { ActionState, NativeCapability } from '../providers/provider.ts'
import { hadItsTime } from './had-its-time.ts'
import type { Attempt } from './schema.ts'

/** All that the next step depends on, read under the server's lease. */
export type Situation = {
  readonly desired: 'on' | 'off'
  /** As the provider showed it just now. */
  readonly observed: 'on' | 'off' | 'unknown'
  readonly locked: boolean
  /** Backups are wanted on a schedule, and it is another one that the provider shows, or none. */
  readonly schedule_differs: boolean
  /** The change that was sent, or was about to be, and did not come to an end yet. */
  readonly attempt: Attempt | null
  /** What the provider says of the attempt's action, where it gave one. */
  readonly action: ActionState | null
  /** The subscription still covers this server. */
  readonly has_place: boolean
  readonly capability: NativeCapability
  readonly now_ms: number
}

export type Step =
  /** Desired and observed agree, and nothing is under way. */
  | { readonly do: 'settle' }
  | { readonly do: 'send'; readonly kind: Attempt['kind'] }
  | { readonly do: 'wait'; readonly seconds: number; readonly why: WaitReason }
  /** Only a person can go on: in the provider's panel, or by looking. */
  | { readonly do: 'ask_operator'; readonly why: OperatorReason }
  /** Back to off: nothing was changed, and the place is free again. */
  | { readonly do: 'give_up'; readonly why: GiveUpReason; readonly told?: string }

export type WaitReason = 'provider_works' | 'server_locked' | 'not_confirmed_yet'
export type OperatorReason = 'cancel_in_panel' | 'purchase_not_confirmed' | 'addons_not_known' | 'action_hangs'
export type GiveUpReason =
  | 'subscription_lapsed'
  | 'provider_failed'
  | 'never_confirmed'
  | 'state_not_visible'
  | 'off_meanwhile'

/** After a change of unknown end that costs nothing twice: how long to look before sending it again. */
const lookAgainMs = minuteMs / 2
const sendsAtMost = 3
/** A provider's own operation takes minutes. After this long a person looks, and a sync sees when it ends all the same. */
const hungMs = 6 * hourMs

/**
 * The next missing step towards the desired state (DESIGN §5, rule 10). Pure: the same situation gives the same step, after a
 * crash as before it. A purchase is sent at most once, whatever happens.
 */
export const decideNextStep = (s: Situation): Step => {
  if (s.attempt !== null && s.action?.state === 'running') return waitForAction(s, s.attempt)
  return s.desired === 'on' ? towardsOn(s) : towardsOff(s)
}

const towardsOn = (s: Situation): Step => {
  if (s.attempt?.kind === 'schedule') return towardsSchedule(s, s.attempt)
  if (s.observed === 'on') {
    if (mayStillEnd(s)) return wait(s, 'not_confirmed_yet')
    return s.attempt !== null && mayLackSchedule(s, s.attempt) ? setSchedule(s, s.attempt) : { do: 'settle' }
  }
  if (s.attempt?.kind === 'enable') return afterSending(s, s.attempt)
  if (!s.has_place) return { do: 'give_up', why: 'subscription_lapsed' }
  if (s.locked) return wait(s, 'server_locked')
  if (s.observed === 'unknown') return blind(s)
  return { do: 'send', kind: 'enable' }
}

/** They are on, and only their times are changed. That costs nothing twice; nothing is switched on by it. */
const towardsSchedule = (s: Situation, attempt: Attempt): Step => {
  if (s.observed === 'off') return { do: 'give_up', why: 'off_meanwhile' }
  if (s.observed === 'on' && !s.schedule_differs) return { do: 'settle' }
  if (s.action?.state === 'failed') return { do: 'give_up', why: 'provider_failed', told: s.action.reason }
  if (attempt.sends === 0 && s.observed === 'on')
    return s.locked ? wait(s, 'server_locked') : { do: 'send', kind: 'schedule' }
  if (hadItsTime(attempt, s.now_ms)) return { do: 'give_up', why: 'never_confirmed' }
  const again = attempt.outcome !== 'sent' && s.observed === 'on' && attempt.sends < sendsAtMost
  return again ? setSchedule(s, attempt) : wait(s, s.locked ? 'server_locked' : 'not_confirmed_yet')
}

const towardsOff = (s: Situation): Step => {
  // A purchase under way may still show: off is believed only once it had its time.
  if (s.attempt?.kind === 'enable' && s.observed !== 'on' && !hadItsTime(s.attempt, s.now_ms) && !hasFailed(s))
    return wait(s, 'not_confirmed_yet')
  if (s.observed === 'off') return { do: 'settle' }
  if (!s.capability.can_disable) return { do: 'ask_operator', why: 'cancel_in_panel' }
  if (s.attempt?.kind === 'disable') return afterSending(s, s.attempt)
  if (s.locked) return wait(s, 'server_locked')
  return { do: 'send', kind: 'disable' }
}

/** Switched off a moment ago and wanted on again: what shows as on may be about to end. */
const mayStillEnd = (s: Situation): boolean => {
  const { attempt } = s
  if (attempt?.kind !== 'disable' || hasFailed(s) || hadItsTime(attempt, s.now_ms)) return false
  return s.locked || attempt.outcome === 'sent' || ageMs(s, attempt) < lookAgainMs * attempt.sends
}

/** Where switching on takes two calls (Vultr), it may have ended between them: on, and at a time that nobody chose. */
const mayLackSchedule = (s: Situation, attempt: Attempt): boolean =>
  s.schedule_differs &&
  attempt.kind === 'enable' &&
  attempt.outcome !== 'sent' &&
  attempt.sends < sendsAtMost &&
  !hadItsTime(attempt, s.now_ms)

/** Costs nothing twice, so it is sent again; what was on its way has a moment to arrive. */
const setSchedule = (s: Situation, attempt: Attempt): Step => {
  if (s.locked) return wait(s, 'server_locked')
  return ageMs(s, attempt) < lookAgainMs * attempt.sends
    ? wait(s, 'not_confirmed_yet')
    : { do: 'send', kind: attempt.kind }
}

const waitForAction = (s: Situation, attempt: Attempt): Step =>
  ageMs(s, attempt) < hungMs ? wait(s, 'provider_works') : { do: 'ask_operator', why: 'action_hangs' }

/** The change was sent, or may have been, and what was wanted does not show. */
const afterSending = (s: Situation, attempt: Attempt): Step => {
  if (s.action?.state === 'failed') return { do: 'give_up', why: 'provider_failed', told: s.action.reason }
  const purchase = attempt.kind === 'enable' && s.capability.enabling_is_a_purchase
  if (hadItsTime(attempt, s.now_ms))
    return purchase ? { do: 'ask_operator', why: 'purchase_not_confirmed' } : { do: 'give_up', why: 'never_confirmed' }
  const certain = attempt.outcome === 'sent'
  const maySendAgain = !certain && !purchase && !s.locked && s.observed !== 'unknown' && attempt.sends < sendsAtMost
  if (maySendAgain && ageMs(s, attempt) >= lookAgainMs * attempt.sends) return { do: 'send', kind: attempt.kind }
  return wait(s, s.locked ? 'server_locked' : 'not_confirmed_yet')
}

/** Switching on what cannot be seen: a purchase could be a second one, and anything else could never be confirmed. */
const blind = (s: Situation): Step =>
  s.capability.enabling_is_a_purchase
    ? { do: 'ask_operator', why: 'addons_not_known' }
    : { do: 'give_up', why: 'state_not_visible' }

/** Looks often at first, then seldom. */
const wait = (s: Situation, why: WaitReason): Step => {
  const seconds = s.attempt === null ? 15 : Math.ceil(ageMs(s, s.attempt) / 4_000)
  return { do: 'wait', seconds: Math.min(300, Math.max(3, seconds)), why }
}

const hasFailed = (s: Situation) => s.action?.state === 'failed'
const ageMs = (s: Situation, attempt: Attempt) => s.now_ms - Date.parse(attempt.started_at)
