import { IconUserMinus, IconUserPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useOperatorInvitations } from '../../api/invitations.ts'
import { useOperators } from '../../api/operators.ts'
import type { Operator } from '../../api/types.ts'
import { countOf } from '../../components/count-of.ts'
import { InvitationsTable } from '../../components/InvitationsTable.tsx'
import { Person } from '../../components/Person.tsx'
import { formatPlural } from '../../format/format-plural.ts'
import { InviteDialog } from '../../forms/lazy-dialogs.ts'
import { openInvitations } from '../../lib/open-invitations.ts'
import { whyNotLessOperators } from '../../lib/why-not.ts'
import { useViewer } from '../../shell/viewer.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { MenuAct } from '../../ui/MenuAct.tsx'
import { states } from '../../ui/marks/states.ts'
import { PageHead } from '../../ui/PageHead.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { RowMenu } from '../../ui/RowMenu.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { Time } from '../../ui/Time.tsx'
import { TimeCell } from '../../ui/TimeCell.tsx'
import type { Column } from '../../ui/table/table-types.ts'
import { useInviteInAddress } from './OrganizationTeam.tsx'
import { RemoveOperatorDialog } from './RemoveOperatorDialog.tsx'

/** Who runs this installation, and who is invited to. */
export function OperatorsTeam() {
  const { user } = useViewer()
  const operators = useOperators(true)
  const invitations = useOperatorInvitations(true)
  const dialog = useInviteInAddress()
  const [removing, setRemoving] = useState<Operator | null>(null)
  const whyStays = whyNotLessOperators(operators)
  const isSelf = (operator: Operator | null) => operator?.user_id === user.id
  const menu = (operator: Operator) => (
    <RowMenu label={`What can be done with ${operator.name}`}>
      <MenuAct
        danger
        icon={<IconUserMinus size={16} stroke={1.6} />}
        disabledReason={whyStays}
        onClick={() => setRemoving(operator)}
      >
        {isSelf(operator) ? 'Step down…' : 'Remove as operator…'}
      </MenuAct>
    </RowMenu>
  )
  const columns: Column<Operator>[] = [
    {
      key: 'name',
      head: 'Name',
      cell: (operator) => <Person name={operator.name} email={operator.email} self={isSelf(operator)} />,
    },
    {
      key: 'two_factor',
      head: 'Two-factor',
      width: 140,
      cell: (operator) => <StateBadge look={states.two_factor[operator.two_factor_enabled ? 'on' : 'off']} />,
    },
    { key: 'seen', head: 'Last seen', width: 180, cell: (operator) => <TimeCell iso={operator.last_seen_at} /> },
    {
      key: 'since',
      head: 'Account since',
      width: 180,
      hide_below: 900,
      cell: (operator) => <TimeCell iso={operator.created_at} />,
    },
    { key: 'menu', head: 'Actions', head_hidden: true, width: 62, align: 'right', cell: menu },
  ]
  return (
    <>
      <PageHead
        title="Operators"
        facts={
          operators.rows && !operators.hasMore
            ? `${formatPlural(operators.rows.length, 'person runs', 'people run')} this installation`
            : undefined
        }
        actions={
          <ActionButton variant="filled" leftSection={<IconUserPlus size={16} stroke={1.6} />} onClick={dialog.open}>
            Invite an operator…
          </ActionButton>
        }
      />
      <Sheet>
        <Panel title="People" count={countOf(operators)} flush>
          <DataTable
            label="Operators"
            noun={['operator', 'operators']}
            rows={operators.rows}
            rowKey={(operator) => operator.user_id}
            columns={columns}
            item={(operator) => ({
              title: <Person name={operator.name} email={operator.email} self={isSelf(operator)} />,
              status: menu(operator),
              facts: <>Seen {operator.last_seen_at ? <Time iso={operator.last_seen_at} as="age" /> : 'never'}</>,
              aside: operator.two_factor_enabled ? 'two-factor on' : 'two-factor off',
            })}
            empty={
              <EmptyState title="No operators">That cannot be while you read this. Load the page again.</EmptyState>
            }
            error={operators.error}
            onRetry={operators.onRetry}
            hasMore={operators.hasMore}
            loadingMore={operators.loadingMore}
            onMore={operators.onMore}
            bare
          />
        </Panel>
        <Panel title="Invitations" count={countOf(invitations, openInvitations)} flush>
          <InvitationsTable
            invitations={invitations}
            onRenew={dialog.renew}
            empty={
              <EmptyState title="No open invitations">
                Whom you invite to run this installation stands here until they join.
              </EmptyState>
            }
          />
        </Panel>
      </Sheet>
      <InviteDialog open={dialog.opened} onClose={dialog.close} organization={null} email={dialog.renewing?.email} />
      <RemoveOperatorDialog operator={removing} self={isSelf(removing)} onClose={() => setRemoving(null)} />
    </>
  )
}
