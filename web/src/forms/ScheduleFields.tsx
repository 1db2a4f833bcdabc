import { Button, SegmentedControl, Select, TextInput } from '@mantine/core'
import { useMemo } from 'react'
import { useSchedulePreview } from '../api/protections.ts'
import { formatTime } from '../format/format-time.ts'
import { nextClockChange } from '../lib/next-clock-change.ts'
import { readSchedule, type ScheduleForm, type ScheduleKind, scheduleKinds, weekdays } from '../lib/schedule-form.ts'
import { useNow } from '../lib/use-now.ts'
import { SearchSelect } from '../ui/SearchSelect.tsx'
import styles from './FilesForm.module.css'

type Props = {
  serverId: string
  value: ScheduleForm
  onChange: (value: ScheduleForm) => void
  /** Remarks stand once the form was sent. */
  tried: boolean
  /** Only at which time of day and in which zone: how often is chosen elsewhere. */
  times_only?: boolean
}

const words: Record<ScheduleKind, string> = {
  daily: 'Daily',
  weekly: 'Weekly',
  hourly: 'Hourly',
  monthly: 'Monthly',
  cron: 'Cron',
}
const oneTime = 'One time of day here: what is kept is counted for that. More can be set on the server’s page.'
const steps = [1, 2, 3, 4, 6, 8, 12]

/** When backups are taken, with the next one spelled out. */
export function ScheduleFields({ serverId, value, onChange, tried, times_only = false }: Props) {
  const set = (more: Partial<ScheduleForm>) => onChange({ ...value, ...more })
  const read = readSchedule(value)
  const problem = 'problem' in read && tried ? read.problem : null
  const errorOf = (field: string) => (problem?.field === field ? problem.text : undefined)
  const several = times_only && tried && value.at.includes(',') ? oneTime : undefined
  const zones = useMemo(
    () => [...new Set([value.time_zone, 'UTC', ...Intl.supportedValuesOf('timeZone')])],
    [value.time_zone],
  )
  return (
    <>
      {!times_only && (
        <div>
          <p className={styles.label} id="schedule-kind">
            Schedule
          </p>
          <SegmentedControl
            aria-labelledby="schedule-kind"
            data={scheduleKinds.map((kind) => ({ value: kind, label: words[kind] }))}
            value={value.kind}
            onChange={(kind) => set({ kind: scheduleKinds.find((one) => one === kind) ?? 'daily' })}
          />
        </div>
      )}
      {value.kind === 'weekly' && !times_only && <WeekdayChoice value={value} set={set} error={errorOf('weekdays')} />}
      <div className={styles.pair}>
        {value.kind === 'cron' ? (
          <TextInput
            label="Cron"
            description="Minute, hour, day of month, month, day of week."
            spellCheck={false}
            value={value.cron}
            error={errorOf('cron')}
            onChange={(event) => set({ cron: event.currentTarget.value })}
          />
        ) : value.kind === 'hourly' ? (
          <>
            <Select
              label="Every"
              data={steps.map((step) => ({ value: String(step), label: step === 1 ? 'hour' : `${step} hours` }))}
              value={String(value.every_hours)}
              onChange={(step) => set({ every_hours: Number(step ?? 1) })}
            />
            <TextInput
              label="Minutes past"
              inputMode="numeric"
              value={value.minute}
              error={errorOf('minute')}
              onChange={(event) => set({ minute: event.currentTarget.value })}
            />
          </>
        ) : (
          <>
            {value.kind === 'monthly' && (
              <TextInput
                label="Days"
                value={value.days}
                error={errorOf('days')}
                onChange={(event) => set({ days: event.currentTarget.value })}
              />
            )}
            <TextInput
              label="At"
              value={value.at}
              error={several ?? errorOf('at')}
              onChange={(event) => set({ at: event.currentTarget.value })}
            />
          </>
        )}
        <SearchSelect
          label="Time zone"
          data={zones}
          limit={80}
          value={value.time_zone}
          onChange={(zone) => set({ time_zone: zone ?? 'UTC' })}
          nothingFoundMessage="No such zone."
        />
      </div>
      <NextRuns serverId={serverId} form={value} />
    </>
  )
}

type SetProps = { value: ScheduleForm; set: (more: Partial<ScheduleForm>) => void; error: string | undefined }

function WeekdayChoice({ value, set, error }: SetProps) {
  return (
    <fieldset className={styles.weekdays}>
      <legend className={styles.label}>On</legend>
      {weekdays.map((day) => {
        const on = value.weekdays.includes(day)
        const next = on
          ? value.weekdays.filter((one) => one !== day)
          : weekdays.filter((one) => one === day || value.weekdays.includes(one))
        return (
          <Button
            key={day}
            className={styles.weekday}
            aria-pressed={on}
            data-on={on || undefined}
            onClick={() => set({ weekdays: next })}
          >
            {`${day.slice(0, 1).toUpperCase()}${day.slice(1, 3)}`}
          </Button>
        )
      })}
      {error && <p className={styles.problem}>{error}</p>}
    </fieldset>
  )
}

function NextRuns({ serverId, form }: { serverId: string; form: ScheduleForm }) {
  const now = useNow()
  const read = readSchedule(form)
  const preview = useSchedulePreview(serverId, 'schedule' in read ? read.schedule : null)
  const change = useMemo(() => nextClockChange(form.time_zone, now), [form.time_zone, now])
  if (!('schedule' in read)) return null
  if (preview.error) return <p className={styles.problem}>{preview.error.message}</p>
  const [first, second] = preview.data?.next ?? []
  const there = (iso: string) => formatTime(iso, { now, timeZone: form.time_zone })
  return (
    <p className={styles.help} aria-live="polite">
      {first ? (
        <>
          Next backup {there(first)}
          {second && `, then ${there(second)}`}; by the clocks of {form.time_zone}, up to{' '}
          {preview.data?.spread_minutes ?? 15} min late to spread the load.
        </>
      ) : (
        'Looking when the next one would be.'
      )}
      {change &&
        ` Clocks go ${change.forward ? 'forward' : 'back'} ${there(change.at.toISOString())}: ${
          change.forward ? 'a time that is left out runs right after.' : 'a time that comes twice runs once.'
        }`}
    </p>
  )
}
