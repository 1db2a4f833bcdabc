import type { SnapshotCapability } from '../../providers/provider.ts'
import type { RunSchedule } from '../schedule/schema.ts'
import { countKept } from './count-kept.ts'
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

/** As much as slots and life leave of what is wanted. */
const keepsOf = ({ slots, snapshot }: Room, schedule: 'day' | 'week' | RunSchedule, wanted: number): Keeps => {
  const alive = Math.min(wanted, snapshot.life_days ?? wanted)
  const needed = countKept(schedule, alive)
  const fit = slots === null || slots >= needed
  const count = fit ? needed : slots
  // As many whole days as never make more than there is room for.
  const days = fit ? alive : longestWithin(schedule, slots, alive)
  const snapshots = `${count} ${count === 1 ? 'snapshot' : 'snapshots'}`
  const each = days < 1 ? 'less than a day' : `${days} ${days === 1 ? 'day' : 'days'}`
  return { days, count, words: `${snapshots}, ${count === 1 ? '' : 'each '}for ${each}` }
}

const longestWithin = (schedule: 'day' | 'week' | RunSchedule, slots: number, most: number): number => {
  let days = 0
  while (days < most && countKept(schedule, days + 1) <= slots) days++
  return days
}
