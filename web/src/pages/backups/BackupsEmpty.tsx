import { NoServers } from '../../components/NoServers.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'

/** No server at all, or none that matches. */
export function BackupsEmpty({ none, onClear }: { none: boolean; onClear: () => void }) {
  if (none) return <NoServers>Servers stand here with their backups as they are.</NoServers>
  return (
    <EmptyState
      title="No server matches these filters"
      action={<ActionButton onClick={onClear}>Clear the filters</ActionButton>}
    >
      The search looks at any part of the name and at the beginning of the provider's id.
    </EmptyState>
  )
}
