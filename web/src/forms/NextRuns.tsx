import { useMemo } from 'react'
import { useSchedulePreview } from '../api/protections.ts'
import { formatTime } from '../format/format-time.ts'
import { clockChangeWords } from '../lib/clock-change-words.ts'
import { nextClockChange } from '../lib/next-clock-change.ts'
import { readSchedule, type ScheduleForm } from '../lib/schedule-form.ts'
import { useNow } from '../lib/use-now.ts'
import styles from './FilesForm.module.css'

type Props = { serverId: string; form: ScheduleForm; first?: string }

/** The next times of a schedule, and what becomes of them where clocks change. */
export function NextRuns({ serverId, form, first = 'Next backup' }: Props) {
  const now = useNow()
  const read = readSchedule(form)
  const preview = useSchedulePreview(serverId, 'schedule' in read ? read.schedule : null)
  const change = useMemo(() => nextClockChange(form.time_zone, now), [form.time_zone, now])
  if (!('schedule' in read)) return null
  if (preview.error) return <p className={styles.problem}>{preview.error.message}</p>
  const [next, second] = preview.data?.next ?? []
  const there = (iso: string) => formatTime(iso, { now, timeZone: form.time_zone })
  const changed = change && changeWords(read.schedule, change, there)
  return (
    <p className={styles.help} aria-live="polite">
      {next ? (
        <>
          {first} {there(next)}
          {second && `, then ${there(second)}`}; by the clocks of {form.time_zone}, up to{' '}
          {preview.data?.spread_minutes ?? 15} min late to spread the load.
        </>
      ) : (
        'Looking when the next one would be.'
      )}
      {changed && ` ${changed}`}
    </p>
  )
}

type Change = NonNullable<ReturnType<typeof nextClockChange>>
type Schedule = Extract<ReturnType<typeof readSchedule>, { schedule: unknown }>['schedule']

function changeWords(schedule: Schedule, change: Change, there: (iso: string) => string): string | null {
  const { time_zone } = schedule
  if (!('cron' in schedule) && schedule.every !== 'hour')
    return clockChangeWords(
      { at: schedule.at, weekdays: schedule.every === 'week' ? schedule.weekdays : null, time_zone },
      change,
    )
  return `Clocks go ${change.forward ? 'forward' : 'back'} ${there(change.at.toISOString())}: ${
    change.forward ? 'a time that is left out runs right after.' : 'a time that comes twice runs once.'
  }`
}
