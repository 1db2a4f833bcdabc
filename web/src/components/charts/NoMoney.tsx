import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'

type Props = { error: unknown; onRetry: () => void }

/** In place of cost and revenue: they could not be loaded, or there are none yet. */
export function NoMoney({ error, onRetry }: Props) {
  if (error) return <ErrorState title="Cost and revenue could not be loaded" error={error} onRetry={onRetry} />
  return (
    <EmptyState title="Neither cost nor revenue yet">
      Revenue begins with the first subscription; cost with the first day that is written down, soon after midnight UTC.
    </EmptyState>
  )
}
