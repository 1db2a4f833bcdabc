import { Checkbox } from '@mantine/core'
import type { RecoveryPoint } from '../../../../src/recovery-points/schema.ts'
import { formatBytes } from '../../format/format-bytes.ts'
import { formatTime } from '../../format/format-time.ts'
import { useNow } from '../../lib/use-now.ts'
import { Panel } from '../../ui/Panel.tsx'
import styles from './Wizard.module.css'

type Props = {
  newer: readonly RecoveryPoint[]
  label: string
  accepted: readonly string[]
  onChange: (accepted: readonly string[]) => void
}

/** What the provider deletes by going back, each to be accepted by itself. */
export function NewerSnapshots({ newer, label, accepted, onChange }: Props) {
  const now = useNow()
  return (
    <Panel
      title={`${label} deletes these newer snapshots`}
      count={`${accepted.length} of ${newer.length} accepted`}
      flush
    >
      <ul className={styles.newer}>
        {newer.map((one) => {
          const on = accepted.includes(one.id)
          return (
            <li key={one.id}>
              <Checkbox
                label={`Lose the snapshot of ${formatTime(one.taken_at, { now })}`}
                description={one.size_bytes === null ? undefined : formatBytes(one.size_bytes)}
                checked={on}
                onChange={() => onChange(on ? accepted.filter((id) => id !== one.id) : [...accepted, one.id])}
              />
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}
