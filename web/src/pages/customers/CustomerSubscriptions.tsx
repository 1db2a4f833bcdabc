import { useState } from 'react'
import { useSubscriptions } from '../../api/subscriptions.ts'
import type { Organization } from '../../api/types.ts'
import { countOf } from '../../components/count-of.ts'
import { SubscriptionsTable } from '../../components/SubscriptionsTable.tsx'
import { GrantDialog } from '../../forms/lazy-dialogs.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Panel } from '../../ui/Panel.tsx'

/** What a customer has bought, asked for or been granted. */
export function CustomerSubscriptions({ organization }: { organization: Organization }) {
  const subscriptions = useSubscriptions({ organization_id: organization.id })
  const [granting, setGranting] = useState(false)
  const grant = (variant: 'quiet' | 'default') => (
    <ActionButton variant={variant} onClick={() => setGranting(true)}>
      Grant…
    </ActionButton>
  )
  return (
    <Panel title="Subscriptions" count={countOf(subscriptions)} flush action={grant('quiet')}>
      <SubscriptionsTable
        bare
        subscriptions={subscriptions}
        empty={
          <EmptyState title="No subscription" action={grant('default')}>
            Without one nobody here can enable backups. A grant is a record only: no server changes.
          </EmptyState>
        }
      />
      <GrantDialog open={granting} onClose={() => setGranting(false)} organization={organization} />
    </Panel>
  )
}
