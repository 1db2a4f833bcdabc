import { SegmentedControl, Select } from '@mantine/core'
import { readSchedule, type ScheduleForm, type ScheduleKind } from '../lib/schedule-form.ts'
import { NextRuns } from './NextRuns.tsx'
import { TimeFields } from './TimeFields.tsx'
import type { WishState } from './use-wish.ts'
import { WeekdayChoice } from './WeekdayChoice.tsx'
import styles from './WishFields.module.css'
import { ZoneField } from './ZoneField.tsx'

type Props = {
  serverId: string
  wish: WishState
  /** Where the provider alone takes them: when it does, in its own words. */
  theirs: string | null
}

const kinds = [
  { value: 'daily', label: 'Daily' },
  { value: 'weekly', label: 'Weekly' },
  { value: 'custom', label: 'Custom' },
]
const customKinds: { value: ScheduleKind; label: string }[] = [
  { value: 'hourly', label: 'Hourly' },
  { value: 'monthly', label: 'Monthly' },
  { value: 'cron', label: 'Cron' },
]

/** When backups are wanted: one schedule for all methods chosen, with the first time spelled out. */
export function WishFields({ serverId, wish, theirs }: Props) {
  const { form, tried } = wish
  const set = (more: Partial<ScheduleForm>) => wish.set({ ...form, ...more })
  const read = readSchedule(form)
  const problem = 'problem' in read && tried ? read.problem : null
  const errorOf = (field: string) => (problem?.field === field ? problem.text : undefined)
  const custom = form.kind !== 'daily' && form.kind !== 'weekly'
  return (
    <section className={styles.wish} aria-label="When">
      <div className={styles.fields}>
        <div className={styles.kind}>
          <p className={styles.label} id="wish-kind">
            Schedule
          </p>
          <SegmentedControl
            fullWidth
            classNames={{ root: styles.segments }}
            aria-labelledby="wish-kind"
            data={kinds}
            value={custom ? 'custom' : form.kind}
            onChange={(kind) => set({ kind: kind === 'daily' || kind === 'weekly' ? kind : 'hourly' })}
          />
        </div>
        {custom && (
          <Select
            label="How"
            allowDeselect={false}
            data={customKinds}
            value={form.kind}
            onChange={(kind) => set({ kind: customKinds.find((one) => one.value === kind)?.value ?? 'hourly' })}
          />
        )}
        <TimeFields value={form} set={set} errorOf={errorOf} />
        <div className={styles.zone}>
          <ZoneField value={form.time_zone} onChange={(time_zone) => set({ time_zone })} />
        </div>
      </div>
      {form.kind === 'weekly' && <WeekdayChoice value={form} set={set} error={errorOf('weekdays')} />}
      {theirs === null ? (
        <NextRuns serverId={serverId} form={form} first="First on schedule" />
      ) : (
        <p className={styles.help} aria-live="polite">
          {theirs}
        </p>
      )}
    </section>
  )
}
