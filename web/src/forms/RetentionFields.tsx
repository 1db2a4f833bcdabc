import { TextInput } from '@mantine/core'
import {
  type RetentionField,
  type RetentionForm,
  type RetentionProblems,
  retentionFields,
  type WithinField,
  withinFields,
} from '../lib/retention-form.ts'
import styles from './FilesForm.module.css'
import { MoreFields } from './MoreFields.tsx'

type Props = {
  value: RetentionForm
  onChange: (value: RetentionForm) => void
  problems: RetentionProblems
}

const words: Record<RetentionField, string> = {
  last: 'Last',
  hourly: 'Hourly',
  daily: 'Daily',
  weekly: 'Weekly',
  monthly: 'Monthly',
  yearly: 'Yearly',
}

const withinWords: Record<WithinField, string> = {
  within: 'All',
  within_hourly: 'Hourly',
  within_daily: 'Daily',
  within_weekly: 'Weekly',
  within_monthly: 'Monthly',
  within_yearly: 'Yearly',
}

/** How many backups are kept, by rule. One is kept when any rule keeps it. */
export function RetentionFields({ value, onChange, problems }: Props) {
  const field = (name: RetentionField | WithinField, label: string, inputMode: 'numeric' | 'text') => (
    <TextInput
      key={name}
      label={label}
      inputMode={inputMode}
      placeholder="none"
      value={value[name]}
      error={problems[name]}
      onChange={(event) => onChange({ ...value, [name]: event.currentTarget.value })}
    />
  )
  return (
    <div>
      <fieldset className={styles.retention}>
        <legend className={styles.label}>Keep the newest of so many</legend>
        <div className={styles.counts}>{retentionFields.map((name) => field(name, words[name], 'numeric'))}</div>
        <p className={styles.help}>
          Daily 7 keeps the newest backup of each of the last seven days that have one. A backup stays while one of the
          rules keeps it; with no rule everything stays.
        </p>
      </fieldset>
      <MoreFields open={withinFields.some((name) => value[name] !== '')}>
        <fieldset className={styles.retention}>
          <legend className={styles.label}>Keep within a time</legend>
          <div className={styles.counts}>{withinFields.map((name) => field(name, withinWords[name], 'text'))}</div>
          <p className={styles.help}>
            All 48 h keeps every backup of the last two days, Hourly 7 d one an hour of the last week. The time counts
            back from the newest backup: h hours, d days, w weeks, m months, y years, such as 1 y 6 m.
          </p>
        </fieldset>
      </MoreFields>
    </div>
  )
}
