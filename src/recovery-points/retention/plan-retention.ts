import { applyRules } from './apply-rules.ts'
import { clockTime } from './clock-time.ts'
import { type DatedPoint, datedPoint } from './dated-point.ts'
import { instantOfClockTime } from './instant-of-clock-time.ts'
import { judgePoints } from './judge-points.ts'
import type { RetentionPlan, RetentionPoint, RetentionRules } from './schema.ts'
import { standDown } from './stand-down.ts'

export type RetentionTimes = {
  now: string
  /** Of the protection: its days, weeks and months are those that count. */
  time_zone: string
  /** The longest pause between two backups that its schedule makes. */
  cadence_ms: number
  /** When a person last said that retention may go on although nothing succeeded lately. */
  released_at: string | null
}

/**
 * What retention keeps and lets go of one protection's available recovery points (DESIGN rule 12). Only good points that a run
 * of ours recorded are counted; whatever else there is displaces none of them. Nothing goes while somebody should look
 * first, nor while nothing succeeded lately; the newest good point of each source never goes, and what somebody brought back
 * stays for its time.
 */
export const planRetention = (
  points: readonly RetentionPoint[],
  rules: RetentionRules,
  times: RetentionTimes,
): RetentionPlan => {
  const newestFirst = [...points].sort((a, b) => compare(b.taken_at, a.taken_at) || compare(b.id, a.id))
  const { judged, alarms, held: needsLook } = judgePoints(newestFirst)
  const kept = new Map<string, string[]>()
  for (const source of new Set(newestFirst.map((point) => point.source))) {
    const own = newestFirst.filter((point) => point.source === source)
    const good = own.filter((point) => judged.get(point.id) === 'good')
    const ofGood = keptBy(good, rules, times.time_zone)
    for (const [id, because] of ofGood) kept.set(id, because)
    const newest = good[0]
    if (newest !== undefined && !kept.has(newest.id)) kept.set(newest.id, ['the last good one'])
    // Beside the good ones, never instead of one: as long as it would be kept if it were counted with them.
    const looked = own.filter((point) => judged.get(point.id) !== 'waits')
    for (const [id, because] of keptBy(looked, rules, times.time_zone))
      if (judged.get(id) === 'aside') kept.set(id, [`beside the good ones: ${because.join(', ')}`])
    // There is nothing good yet: then this is the best there is.
    const best = own[0]
    if (newest === undefined && best !== undefined && !kept.has(best.id)) kept.set(best.id, ['the newest there is'])
  }
  for (const { id, kept_until = null, safety } of newestFirst)
    if (kept_until !== null && kept_until > times.now && !kept.has(id))
      kept.set(id, [
        `${safety === true ? 'the way back from a restore' : 'brought back by hand'}: kept until ${kept_until.slice(0, 10)}`,
      ])
  for (const { id } of newestFirst)
    if (judged.get(id) === 'waits') kept.set(id, ['waits until somebody has looked at it'])

  const wouldForget = newestFirst.filter(({ id }) => !kept.has(id)).map(({ id }) => id)
  const newestGood = newestFirst.find(({ id }) => judged.get(id) === 'good')?.taken_at ?? null
  const held = needsLook ?? standDown(newestGood, times)
  if (held !== null) for (const id of wouldForget) kept.set(id, ['only because retention is held'])
  return {
    keep: newestFirst.flatMap(({ id }) => {
      const because = kept.get(id)
      return because === undefined ? [] : [{ id, because }]
    }),
    forget: held === null ? wouldForget : [],
    would_forget: wouldForget,
    held,
    alarms,
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const keptBy = (newestFirst: readonly RetentionPoint[], rules: RetentionRules, zone: string) =>
  applyRules(
    newestFirst.map((point) => dated(point, zone)),
    rules,
    (clock) => instantOfClockTime(clock, zone),
  )

const dated = ({ id, taken_at }: RetentionPoint, zone: string): DatedPoint => {
  const at = Date.parse(taken_at)
  return datedPoint(id, at, clockTime(at, zone))
}
