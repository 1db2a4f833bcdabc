import type { Held, RetentionAlarm, RetentionPoint } from './schema.ts'

/**
 * `good` counts; `waits` is kept until somebody looked; `aside` was looked at, is the way back from a restore, or the half
 * of a run that was tried twice.
 */
export type Judgement = 'good' | 'waits' | 'aside'

export type Judged = { judged: Map<string, Judgement>; alarms: RetentionAlarm[]; held: Held | null }

// A run whose agent was lost is tried once more, and both tries may have left a snapshot.
const mostOfOneRun = 2

/** Which recovery points count, and which somebody should look at. Takes them newest first. */
export const judgePoints = (points: readonly RetentionPoint[]): Judged => {
  const ofRun = countByRun(points)
  const counted = new Set<string>()
  const judged = new Map<string, Judgement>()
  const strangers: string[] = []
  const troubled: string[] = []
  for (const point of points) {
    const key = runKey(point)
    const isStranger = key === null || (ofRun.get(key) ?? 0) > mostOfOneRun
    const isTroubled = point.outcome !== 'succeeded' || point.damaged
    if (!isStranger && !isTroubled) {
      const isBeside = point.safety === true || counted.has(key)
      judged.set(point.id, isBeside ? 'aside' : 'good')
      counted.add(key)
      continue
    }
    if (point.acknowledged_at !== null) {
      judged.set(point.id, 'aside')
      continue
    }
    judged.set(point.id, 'waits')
    ;(isStranger ? strangers : troubled).push(point.id)
  }
  return { judged, alarms: alarmsOf(strangers), held: heldBy(strangers.length, troubled.length) }
}

const runKey = ({ run_id, source }: RetentionPoint) => (run_id === null ? null : `${run_id} ${source}`)

const countByRun = (points: readonly RetentionPoint[]): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const point of points) {
    const key = runKey(point)
    if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

const alarmsOf = (strangers: string[]): RetentionAlarm[] =>
  strangers.length === 0
    ? []
    : [
        {
          code: 'unsolicited_recovery_points',
          message: `${backups(strangers.length)} that no finished run here made. An agent that was lost in the middle may have left them, or somebody on that machine tries to push good backups out. Retention is held; look at the machine, then acknowledge them.`,
          recovery_point_ids: strangers,
        },
      ]

const heldBy = (strangers: number, troubled: number): Held | null => {
  if (strangers > 0)
    return {
      code: 'unsolicited_recovery_points',
      message: `Nothing is deleted: there ${strangers === 1 ? 'is' : 'are'} ${backups(strangers)} that no finished run here made. Look at the machine, then acknowledge them.`,
    }
  if (troubled > 0)
    return {
      code: 'warnings_not_acknowledged',
      message: `Nothing is deleted until somebody has looked at ${backups(troubled)} with a warning. Look at ${troubled === 1 ? 'it, then acknowledge it' : 'them, then acknowledge them'}.`,
    }
  return null
}

const backups = (count: number) => (count === 1 ? '1 backup' : `${count} backups`)
