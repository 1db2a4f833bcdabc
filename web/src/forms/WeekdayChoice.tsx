import { Button } from '@mantine/core'
import { type ScheduleForm, weekdays } from '../lib/schedule-form.ts'
import styles from './FilesForm.module.css'

type Props = { value: ScheduleForm; set: (more: Partial<ScheduleForm>) => void; error: string | undefined }

/** On which days of the week. */
export function WeekdayChoice({ value, set, error }: Props) {
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
