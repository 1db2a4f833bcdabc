import { useDebouncedValue } from '@mantine/hooks'
import type { RunSchedule } from '../../../src/protections/schedule/schema.ts'
import type { RetentionRules } from '../../../src/recovery-points/retention/schema.ts'
import { useRetentionPreview } from '../api/protections.ts'
import { formatCount } from '../format/format-count.ts'
import { formatPlural } from '../format/format-plural.ts'
import { Bytes } from '../ui/Bytes.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Time } from '../ui/Time.tsx'
import styles from './FilesForm.module.css'

type Props = {
  serverId: string
  method: 'files' | 'snapshot'
  rules: RetentionRules | null
  schedule: RunSchedule | null
  /** What holds it back is about to be let go of. */
  releasing?: boolean
}

/** What the rules would do to what there is, before they are saved. */
export function RetentionOutlook({ serverId, method, rules, schedule, releasing }: Props) {
  const [asked] = useDebouncedValue(rules && schedule ? { server_id: serverId, rules, schedule } : null, 300)
  const preview = useRetentionPreview(asked && { ...asked, method })
  if (!rules || !schedule)
    return <p className={styles.help}>Once the schedule and the rules are whole, it stands here.</p>
  if (preview.error) return <p className={styles.problem}>{preview.error.message}</p>
  if (!preview.data) return <Skeleton width="80%" />
  const { keep, forget, held, in_a_year } = preview.data
  return (
    <div aria-live="polite" className={styles.outlook}>
      <dl>
        <dt>Kept of what there is</dt>
        <dd>
          {formatCount(keep.length)} of {formatPlural(keep.length + forget.length, 'backup')}
        </dd>
        <dt>Let go</dt>
        <dd data-tone={forget.length > 0 ? 'warn' : undefined}>
          {forget.length === 0 ? 'none' : formatPlural(forget.length, 'backup')}
        </dd>
        <dt>In a year</dt>
        <dd>
          {in_a_year ? `${formatCount(in_a_year.kept)}, at most ${formatCount(in_a_year.most)}` : 'too many to say'}
        </dd>
      </dl>
      {held && !releasing && (
        <Notice tone="warn" title="Nothing goes for now.">
          {held.message}
        </Notice>
      )}
      {forget.length > 0 && (
        <>
          <p className={styles.label}>These would go with the next clean-up</p>
          <ul className={styles.gone}>
            {forget.slice(0, 6).map((point) => (
              <li key={point.recovery_point_id}>
                <Time iso={point.taken_at} />
                <Bytes value={point.size_bytes} />
              </li>
            ))}
            {forget.length > 6 && <li className="bs-dim">and {formatCount(forget.length - 6)} more</li>}
          </ul>
        </>
      )}
    </div>
  )
}
