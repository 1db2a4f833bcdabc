import type { MethodOffer } from '../../../src/protections/planner/schema.ts'
import type { RunSchedule } from '../../../src/protections/schedule/schema.ts'
import type { Protection } from '../../../src/protections/schema.ts'
import type { Method, Server } from '../api/server-types.ts'
import { listWords } from '../lib/list-words.ts'
import { isWanted } from '../lib/method-turn.ts'

export type Offered = {
  offer: MethodOffer
  key: string
  /** Native, daily */
  word: string
  /** It is on already, and stays as it is. */
  on: boolean
  /** Why it cannot be chosen now although the plan has it. */
  waits: string | null
}

export type OfferGroups = {
  /** On already, at times of their own. */
  on: readonly Offered[]
  /** Gives what is asked for. */
  fits: readonly Offered[]
  /** Gives less; may be added, and where it keeps what the plan promises it does by itself, too. */
  less: readonly Offered[]
  /** Cannot be done here. */
  not: readonly Offered[]
}

const words: Record<Method, string> = { native: 'Native', snapshot: 'Snapshot', files: 'Files' }
const often = { day: 'daily', week: 'weekly', custom: 'at your times' }

/**
 * What the planner offers, in the order one would choose: what fits, what gives less, what cannot be. What is on already is judged by its
 * own schedule (`own`), not by what is asked for now.
 */
export function offerGroups(
  offers: readonly MethodOffer[],
  server: Pick<Server, 'native' | 'protections'>,
  own: readonly MethodOffer[] = offers,
): OfferGroups {
  // One that was switched off elsewhere, or whose first backup failed, may be switched on again.
  const isOn = ({ method }: MethodOffer) => server.protections.some((one) => one.method === method && isWanted(one))
  const isOther = ({ method, schedule }: MethodOffer) =>
    method === 'native' && server.native.schedule !== null && schedule?.every !== server.native.schedule.every
  const offered = (offer: MethodOffer): Offered => {
    const { method, schedule } = offer
    // Files go on at any times: these stand above, and the row would only say them again.
    const when = schedule === null || method === 'files' ? '' : `, ${often[schedule.every]}`
    return {
      offer,
      key: `${method}-${schedule?.every ?? 'none'}`,
      word: `${words[method]}${when}`,
      on: isOn(offer),
      waits: waitsFor(offer, server),
    }
  }
  const on = own.filter((offer) => isOn(offer) && !isOther(offer))
  // While a method is on, another schedule of it is not to be had beside it.
  const others = offers.filter((offer) => !isOn(offer)).map(offered)
  const isOffered = ({ offer }: Offered) => offer.available || offer.addable
  return {
    on: on.filter((offer) => offer === on.find(({ method }) => method === offer.method)).map(offered),
    fits: others.filter(({ offer }) => offer.fits),
    less: others.filter((one) => !one.offer.fits && isOffered(one)),
    not: others.filter((one) => !one.offer.fits && !isOffered(one)),
  }
}

function waitsFor(offer: MethodOffer, { native }: Pick<Server, 'native'>): string | null {
  const needsNative = offer.warnings.some(({ code }) => code === 'needs_native')
  return needsNative && native.state !== 'on' ? 'Switch the native backups on first; once they are, add this.' : null
}

/** What is chosen before anybody chose: the first that fits and is not on, an image before files; of one method, whatever there is of it. */
export function usualOffer({ fits, less }: OfferGroups, method?: Method): string[] {
  const free = (method ? [...fits, ...less] : fits).filter(({ waits }) => waits === null)
  const order: readonly Method[] = method ? [method] : ['native', 'files', 'snapshot']
  const first = order.flatMap((method) => free.filter(({ offer }) => offer.method === method))[0]
  return first === undefined ? [] : [first.key]
}

/** Checks or unchecks a row; of two schedules of one method the other one goes. */
export function toggleOffer(chosen: readonly string[], { key, offer }: Offered): string[] {
  if (chosen.includes(key)) return chosen.filter((one) => one !== key)
  return [...chosen.filter((one) => !one.startsWith(`${offer.method}-`)), key]
}

/** Of what is chosen and on, nothing keeps what the plan promises: the method that cannot be by itself; null where all is well. */
export function lacksBase({ on }: OfferGroups, chosen: readonly Offered[]): Offered | null {
  if ([...chosen, ...on].some(({ offer }) => offer.available)) return null
  return chosen.find(({ offer }) => !offer.available) ?? null
}

/** What can be got back of it: the whole server in place or as a new one, single files. */
export function restoreWords({ restore }: Pick<MethodOffer, 'restore'>): string {
  const image = [restore.in_place ? 'in place' : null, restore.to_new ? 'to a new server' : null].filter(
    (part) => part !== null,
  )
  if (restore.files) return 'single files'
  return image.length === 0 ? 'restored in the provider’s panel only' : `whole server, ${listWords(image, 2)}`
}

/** What is kept of snapshots, set before they are switched on, so that it is what the row says. */
export function snapshotRetention({ schedule, keeps, warnings }: MethodOffer): Protection['retention'] {
  const full = warnings.some(({ code }) => code === 'deletes_before_making')
  if (schedule?.run == null || keeps === null) return null
  return schedule.every === 'day' && !full ? { daily: keeps.days } : { last: keeps.count }
}

/** What is kept of files where they are not taken once a day: every one of them for as long as the row says. */
export function filesRetention({ schedule, keeps }: MethodOffer): Protection['retention'] {
  return schedule === null || schedule.every === 'day' || keeps === null ? null : { within: { days: keeps.days } }
}

/** What the toggle says of the provider's own backups, so that it takes the schedule of the row; null where the provider chooses. */
export function nativeSchedule({ method, schedule }: MethodOffer): RunSchedule | null {
  if (method !== 'native' || schedule?.native == null) return null
  const { every, weekday = 'sunday', hour = 0 } = schedule.native
  const times = { at: [`${String(hour).padStart(2, '0')}:00`], time_zone: 'UTC' }
  return every === 'day' ? { every, ...times } : { every, weekdays: [weekday], ...times }
}
