import { TextInput } from '@mantine/core'
import { type RetentionField, type RetentionForm, retentionFields } from '../lib/retention-form.ts'
import styles from './FilesForm.module.css'

type Props = {
  value: RetentionForm
  onChange: (value: RetentionForm) => void
  problems: Partial<Record<RetentionField, string>>
}

const words: Record<RetentionField, string> = {
  last: 'Last',
  hourly: 'Hourly',
  daily: 'Daily',
  weekly: 'Weekly',
  monthly: 'Monthly',
  yearly: 'Yearly',
}

/** How many backups are kept, by rule. One is kept when any rule keeps it. */
export function RetentionFields({ value, onChange, problems }: Props) {
  return (
    <fieldset className={styles.retention}>
      <legend className={styles.label}>Keep the newest of so many</legend>
      <div className={styles.counts}>
        {retentionFields.map((field) => (
          <TextInput
            key={field}
            label={words[field]}
            inputMode="numeric"
            placeholder="none"
            value={value[field]}
            error={problems[field]}
            onChange={(event) => onChange({ ...value, [field]: event.currentTarget.value })}
          />
        ))}
      </div>
      <p className={styles.help}>
        Daily 7 keeps the newest backup of each of the last seven days that have one. A backup stays as long as any rule
        keeps it; with no rule everything stays.
      </p>
    </fieldset>
  )
}
