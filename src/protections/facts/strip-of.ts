import { dayMs, toIso } from '../../lib/clock.ts'
import { clockTime } from '../../recovery-points/retention/clock-time.ts'
import { instantOfClockTime } from '../../recovery-points/retention/instant-of-clock-time.ts'
import type { ServerStrip } from '../../servers/schema.ts'
import type { Method } from '../schema.ts'
import { type Expected, type ExpectedTimes, expectedTimes } from './expected-times.ts'
import type { ExpectedProtection, SeenPoint, ServerStory } from './schema.ts'

const shownDays = 30

type Track = { name: 'image' | 'files'; methods: readonly Method[] }
const imageTrack: Track = { name: 'image', methods: ['native', 'snapshot'] }
const filesTrack: Track = { name: 'files', methods: ['files'] }

type Clocks = { first: number; today: number; now: number; zone: string; failed_at: number | null }

/** The recovery strip of a server, and when time alone will change it (DESIGN-LANGUAGE §6). */
export const stripOf = (story: ServerStory): { strip: ServerStrip; changes_at: string } => {
  const zone = story.time_zone
  const clockOf = (iso: string) => clockTime(Date.parse(iso), zone)
  const now = clockOf(story.now)
  const today = Math.floor(now / dayMs)
  const failed_at = story.run?.state === 'failed' ? clockOf(story.run.at) : null
  const clocks = { first: today - shownDays + 1, today, now, zone, failed_at }
  const image = trackOf(imageTrack, story, clocks)
  const files = trackOf(filesTrack, story, clocks)
  const proof = daysOf(clocks, (day) =>
    proofOf(story.drills.filter(({ taken_at }) => dayOf(clockOf(taken_at)) === day)),
  )
  const changes = [(today + 1) * dayMs, image.next_deadline, files.next_deadline].flatMap((at) => at ?? [])
  return {
    strip: { image: image.letters, files: files.letters, proof, last_day: toIso(today * dayMs).slice(0, 10) },
    changes_at: toIso(instantOfClockTime(Math.min(...changes), zone)),
  }
}

const dayOf = (clock: number) => Math.floor(clock / dayMs)
const daysOf = (clocks: Clocks, letter: (day: number) => string): string =>
  Array.from({ length: shownDays }, (_, index) => letter(clocks.first + index)).join('')

const proofOf = (drills: readonly { passed: boolean }[]): string => {
  if (drills.length === 0) return '.'
  return drills.some(({ passed }) => !passed) ? 'x' : 'v'
}

const trackOf = (track: Track, story: ServerStory, clocks: Clocks) => {
  const points = story.points
    .filter(({ method }) => track.methods.includes(method))
    .map((point) => ({ ...point, clock: clockTime(Date.parse(point.taken_at), clocks.zone) }))
    .sort((a, b) => a.clock - b.clock)
  const protections = story.protections.filter(({ method }) => track.methods.includes(method))
  const told: ExpectedTimes[] = protections.map((protection) => {
    const own = points.filter(({ method }) => method === protection.method).map(({ clock }) => clock)
    return expectedTimes(protection, own, clocks)
  })
  const dayOfPoint = (clock: number) => told.flatMap(({ earlier }) => earlier.get(clock) ?? [])[0] ?? dayOf(clock)
  const unlistable = protections.filter(({ method }) => method === 'native' && !points.some((p) => p.method === method))
  const isRunning = story.run?.state === 'running' && protections.some(isRunByUs)
  const letters = daysOf(clocks, (day) =>
    letterOf({
      points: points.filter(({ clock }) => dayOfPoint(clock) === day),
      expected: told.flatMap(({ expected }) => expected.filter((one) => one.day === day)),
      running: isRunning && day === clocks.today,
      unlistable: unlistable.some(({ since }) => dayOf(clockTime(Date.parse(since), clocks.zone)) <= day),
    }),
  )
  const deadlines = told.flatMap(({ next_deadline }) => next_deadline ?? [])
  return { letters, next_deadline: deadlines.length === 0 ? null : Math.min(...deadlines) }
}

/** The provider's own backups are no runs of ours. */
const isRunByUs = ({ schedule, method }: ExpectedProtection): boolean => schedule !== null && method !== 'native'

type Day = {
  points: readonly SeenPoint[]
  expected: readonly Expected[]
  running: boolean
  unlistable: boolean
}

/** The first that fits, in the order of the visual language. */
const letterOf = ({ points, expected, running, unlistable }: Day): string => {
  const is = (state: Expected['state']) => expected.some((one) => one.state === state)
  const has = (state: SeenPoint['state']) => points.some((one) => one.state === state)
  if (has('available')) return is('missed') || points.some(({ troubled }) => troubled) ? 'w' : 'p'
  if (running) return 'r'
  if (is('missed')) return 'm'
  if (is('pending')) return 'o'
  if (has('gone')) return 'x'
  if (has('forgotten')) return 'e'
  if (is('paused')) return 'z'
  return unlistable ? 'u' : 'n'
}
