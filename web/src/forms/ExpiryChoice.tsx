import { SegmentedControl } from '@mantine/core'
import { useId } from 'react'
import { formatDate } from '../format/format-date.ts'
import { useNow } from '../lib/use-now.ts'
import styles from './ExpiryChoice.module.css'

export type ExpiryDays = '30' | '90' | '365' | 'never'

const choices: { value: ExpiryDays; label: string }[] = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: '1 year' },
  { value: 'never', label: 'Never' },
]
const isChoice = (value: string): value is ExpiryDays => choices.some((choice) => choice.value === value)

/** When a key ends, with the day spelled out. */
export function ExpiryChoice({ value, onChange }: { value: ExpiryDays; onChange: (value: ExpiryDays) => void }) {
  const id = useId()
  const now = useNow()
  const ends = value === 'never' ? null : new Date(now.getTime() + Number(value) * 86_400_000).toISOString()
  return (
    <div>
      <div id={id} className={styles.label}>
        Ends after
      </div>
      <SegmentedControl
        fullWidth
        aria-labelledby={id}
        data={choices}
        value={value}
        onChange={(next) => {
          if (isChoice(next)) onChange(next)
        }}
      />
      <p className={styles.help}>
        {ends
          ? `Ends on ${formatDate(ends, { now })}; requests with it are refused from then on. The list warns a week before.`
          : 'Works until somebody deletes it, or its maker leaves.'}
      </p>
    </div>
  )
}
