import { SegmentedControl } from '@mantine/core'
import { readSchedule, type ScheduleForm, type ScheduleKind, scheduleKinds } from '../lib/schedule-form.ts'
import styles from './FilesForm.module.css'
import { NextRuns } from './NextRuns.tsx'
import { TimeFields } from './TimeFields.tsx'
import { WeekdayChoice } from './WeekdayChoice.tsx'
import { ZoneField } from './ZoneField.tsx'

type Props = {
  serverId: string
  value: ScheduleForm
  onChange: (value: ScheduleForm) => void
  /** Remarks stand once the form was sent. */
  tried: boolean
}

const words: Record<ScheduleKind, string> = {
  daily: 'Daily',
  weekly: 'Weekly',
  hourly: 'Hourly',
  monthly: 'Monthly',
  cron: 'Cron',
}

/** When backups are taken, with the next one spelled out. */
export function ScheduleFields({ serverId, value, onChange, tried }: Props) {
  const set = (more: Partial<ScheduleForm>) => onChange({ ...value, ...more })
  const read = readSchedule(value)
  const problem = 'problem' in read && tried ? read.problem : null
  const errorOf = (field: string) => (problem?.field === field ? problem.text : undefined)
  return (
    <>
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
      {value.kind === 'weekly' && <WeekdayChoice value={value} set={set} error={errorOf('weekdays')} />}
      <div className={styles.pair}>
        <TimeFields value={value} set={set} errorOf={errorOf} />
        <ZoneField value={value.time_zone} onChange={(time_zone) => set({ time_zone })} />
      </div>
      <NextRuns serverId={serverId} form={value} />
    </>
  )
}
