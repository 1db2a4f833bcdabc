import type { NativeCapability } from '../../providers/provider.ts'
import { sureDays } from '../../providers/sure-days.ts'
import { countKept } from './count-kept.ts'
import { nativeScheduleFor } from './native-schedule-for.ts'
import { nativeWarnings } from './native-warnings.ts'
import { noImages, noProvider } from './no-images.ts'
import { pauseDays } from './pause-days.ts'
import type { Keeps, Lack, OfferDraft, Terms } from './schema.ts'
import { tooRare } from './too-rare.ts'
import { wantedOf } from './wanted-of.ts'

/** The provider's own backups, once for each schedule they can have: daily before weekly, since that has the newer data. */
export const draftNative = (terms: Terms): OfferDraft[] => {
  const { capabilities, server } = terms
  if (capabilities === null) return [noImages('native', noProvider)]
  const { native, label } = capabilities
  if (native === null)
    return [noImages('native', { code: 'not_offered', message: `${label} takes no backups of servers itself.` })]
  const sold = native.available_for?.(server.size)
  if (sold === false) {
    const message = `${label} sells no backups for a server of the size ${server.size}.`
    return [noImages('native', { code: 'size_not_sold', message })]
  }
  const everies = (['day', 'week'] as const).filter((every) => native.schedules.includes(every))
  // Where the time cannot be chosen they are taken daily.
  return (everies.length === 0 ? (['day'] as const) : everies).map((every): OfferDraft => {
    const keeps = keepsOf(native, every)
    return {
      method: 'native',
      lacks: [
        // One that is too rare is also too few; saying so twice helps nobody.
        tooRare(every, terms.wish) ?? tooFew(terms, label, keeps),
        tooShort(terms, label, { days: keeps.days, most: mostDays(native, every) }),
      ].filter((lack) => lack !== null),
      schedule: nativeScheduleFor({ native, label, every }, terms),
      keeps,
      restore: { in_place: native.can_restore_in_place, to_new: native.can_restore_to_new, files: false },
      warnings: nativeWarnings(terms, capabilities, { native, keeps, every, size_unknown: sold === null }),
    }
  })
}

const keepsOf = (native: NativeCapability, every: 'day' | 'week'): Keeps => {
  const most = mostDays(native, every)
  const days = sureDays(native, every)
  const each = Math.floor(most / pauseDays(every))
  const count = Math.max(1, Math.min(native.most_points ?? each, each))
  const backups = `${count} ${count === 1 ? 'backup' : 'backups'}`
  const oldest = days < most ? `${days} to ${most} days old` : `up to ${days} days old`
  return {
    days,
    count,
    words: count < each ? `at most ${backups}, the oldest ${oldest}` : `${backups}, each for ${days} days`,
  }
}

const mostDays = ({ retention_days }: NativeCapability, every: 'day' | 'week'): number =>
  typeof retention_days === 'number' ? retention_days : retention_days[every]

const tooShort = (terms: Terms, label: string, { days, most }: { days: number; most: number }): Lack | null => {
  // Whoever asks for less than the plan promises gets no less.
  const wanted = Math.max(wantedOf(terms), terms.plan.retention_days)
  if (days >= wanted) return null
  const promised = wanted === terms.plan.retention_days && terms.wish.retention_days !== wanted
  const kept = days < most ? `${days} days for sure, and ${most} at most` : `${days} days`
  return {
    code: 'keeps_too_short',
    message: `${label} keeps its own backups for ${kept}; ${promised ? `${terms.plan.name} promises ${wanted}` : `you asked for ${wanted}`}.`,
  }
}

/** Where a backup as often as asked, for all of that time, is more than are ever there at once. */
const tooFew = ({ plan, wish }: Terms, label: string, { count, days }: Keeps): Lack | null => {
  const wanted = wantedOf({ plan, wish })
  if (wish.schedule === undefined || days < wanted) return null
  const needed = countKept(wish.schedule, wanted)
  if (count >= needed) return null
  return {
    code: 'keeps_too_few',
    message: `${label} keeps at most ${count} of its own backups; what you asked for is ${needed} over ${wanted} days.`,
  }
}
