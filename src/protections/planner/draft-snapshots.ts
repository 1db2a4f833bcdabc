import type { SnapshotCapability } from '../../providers/provider.ts'
import type { RunSchedule } from '../schedule/schema.ts'
import { countKept } from './count-kept.ts'
import { keptDays } from './kept-days.ts'
import { noImages, noProvider } from './no-images.ts'
import { pauseDays } from './pause-days.ts'
import { runScheduleFor } from './run-schedule-for.ts'
import type { Keeps, Lack, OfferDraft, Terms } from './schema.ts'
import { snapshotWarnings } from './snapshot-warnings.ts'
import { tooRare } from './too-rare.ts'
import { wantedOf } from './wanted-of.ts'

/** Snapshots on our own schedule: as asked, and once a week where that is less. */
export const draftSnapshots = (terms: Terms): OfferDraft[] => {
  const { capabilities, server } = terms
  if (capabilities === null) return [noImages('snapshot', noProvider)]
  const { snapshot, label } = capabilities
  if (snapshot === null) {
    const message = `${label} has no snapshots that Backstay could take.`
    return [noImages('snapshot', { code: 'not_offered', message })]
  }
  const slots = typeof snapshot.slots === 'function' ? snapshot.slots(server.size) : snapshot.slots
  if (slots === 0) {
    const message = `${label} has room for 0 snapshots of a server of the size ${server.size}.`
    return [noImages('snapshot', { code: 'no_slots', message })]
  }
  const asked = terms.wish.schedule ?? 'day'
  const schedules = pauseDays(asked) < pauseDays('week') ? ([asked, 'week'] as const) : [asked]
  return schedules.map((schedule) => draft(terms, { snapshot, slots, label }, schedule))
}

type Room = { snapshot: SnapshotCapability; slots: number | null; label: string }

const draft = (terms: Terms, room: Room, schedule: 'day' | 'week' | RunSchedule): OfferDraft => {
  const { snapshot, slots, label } = room
  // Whoever asks for less than the plan promises gets no less.
  const wanted = Math.max(wantedOf(terms), terms.plan.retention_days)
  // In slots one more than that: just before the oldest goes, one less reaches back.
  const needed = countKept(schedule, wanted) + 1
  const keeps = keepsOf(room, schedule, wanted)
  const lacks: (Lack | null)[] = [
    schedule === 'week' ? tooRare(schedule, terms.wish) : null,
    snapshot.life_days !== null && snapshot.life_days < wanted
      ? {
          code: 'life_too_short',
          message: `${label} deletes a snapshot after ${snapshot.life_days} days; ${wanted === terms.plan.retention_days ? `${terms.plan.name} promises ${wanted}` : `you asked for ${wanted}`}.`,
        }
      : null,
    slots !== null && slots < needed
      ? {
          code: 'too_few_slots',
          message: `${needed} snapshots are needed so that one of them is always ${wanted} days old, and ${label} has room for ${slots}.`,
        }
      : null,
  ]
  const shown = runScheduleFor(schedule, terms.wish.schedule)
  return {
    method: 'snapshot',
    lacks: lacks.filter((lack) => lack !== null),
    schedule: shown,
    keeps,
    restore: { in_place: snapshot.can_restore_in_place, to_new: snapshot.can_restore_to_new, files: false },
    warnings: snapshotWarnings({ snapshot, label, full: slots !== null && keeps.count >= slots, keeps }),
  }
}

/** As much as slots and life leave of what is wanted, and how many that takes. */
const keepsOf = ({ slots, snapshot }: Room, schedule: 'day' | 'week' | RunSchedule, wanted: number): Keeps => {
  const { life_days } = snapshot
  const alive = Math.min(wanted, life_days ?? wanted)
  const days = keptDays({ schedule, rules: {}, slots, life_days }, wanted)
  // One a day is kept by days. Else one more than are made meanwhile: just after a new one came, the one before must be as old.
  const needed = schedule === 'day' || isDaily(schedule) ? alive : countKept(schedule, alive) + 1
  const count = days < alive ? (slots ?? needed) : needed
  return { days, count, words: wordsOf(count, days) }
}

const isDaily = (schedule: 'day' | 'week' | RunSchedule): boolean => runScheduleFor(schedule).every === 'day'

const wordsOf = (count: number, days: number): string => {
  if (count === 1 && days < 1) return '1 snapshot, until the next one'
  const snapshots = `${count} ${count === 1 ? 'snapshot' : 'snapshots'}`
  const each = days < 1 ? 'less than a day' : `${days} ${days === 1 ? 'day' : 'days'}`
  return `${snapshots}, ${count === 1 ? '' : 'each '}for ${each}`
}
