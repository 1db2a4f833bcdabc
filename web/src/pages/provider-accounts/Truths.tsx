import type { ProviderSummary } from '../../api/provider-types.ts'
import { providerTruths } from '../../lib/provider-truths.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { StateMark } from '../../ui/marks/StateMark.tsx'
import { TableSkeleton } from '../../ui/table/TableSkeleton.tsx'
import styles from './Rows.module.css'

type Props = { provider: ProviderSummary | undefined; error: unknown; onRetry: () => void }

/** What the provider can and cannot do, in words, so that nobody looks here for what it does not have. */
export function Truths({ provider, error, onRetry }: Props) {
  if (!provider) {
    return error ? (
      <ErrorState title="What the provider can do could not be loaded" error={error} onRetry={onRetry} />
    ) : (
      <TableSkeleton label="what the provider can do" rows={4} />
    )
  }
  return (
    <ul className={styles.rows}>
      {providerTruths(provider).map((truth) => (
        <li key={truth.title} className={styles.row}>
          <span className={styles.mark}>
            {truth.can ? <StateMark mark="tick" tone="good" /> : <StateMark mark="line" tone="off" />}
          </span>
          <span className={styles.title}>{truth.title}</span>
          <span className={styles.word}>{truth.can ? 'yes' : 'no'}</span>
          <span className={styles.text}>{truth.text}</span>
        </li>
      ))}
    </ul>
  )
}
