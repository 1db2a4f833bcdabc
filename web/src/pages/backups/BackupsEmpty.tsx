import { paths } from '../../paths.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { LinkButton } from '../../ui/LinkButton.tsx'

/** No server at all, or none that matches. */
export function BackupsEmpty({ none, onClear }: { none: boolean; onClear: () => void }) {
  if (none) {
    return (
      <EmptyState
        strip
        title="No servers"
        action={
          <>
            <LinkButton variant="filled" to={paths.providerAccounts({ dialog: 'connect' })}>
              Connect a provider account…
            </LinkButton>
            <LinkButton to={paths.backups({ dialog: 'add' })}>Add a machine…</LinkButton>
          </>
        }
      >
        Connect a provider account, or add any machine with one command. Servers stand here with their backups as they
        are.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      title="No server matches these filters"
      action={<ActionButton onClick={onClear}>Clear the filters</ActionButton>}
    >
      The search looks at any part of the name and at the beginning of the provider's id.
    </EmptyState>
  )
}
