import { IconPlus } from '@tabler/icons-react'
import { useAgents } from '../../api/agents.ts'
import { AgentsTable } from '../../components/AgentsTable.tsx'
import { formatPlural } from '../../format/format-plural.ts'
import { AddMachineDialog } from '../../forms/lazy-server-dialogs.ts'
import { paths } from '../../paths.ts'
import { useAddressQuery } from '../../shell/use-address-query.ts'
import { useGo } from '../../shell/use-go.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PageHead } from '../../ui/PageHead.tsx'

/** Every agent of the installation. The shell opens it to operators only. */
export function AgentsPage() {
  const go = useGo()
  const open = useAddressQuery().get('dialog') === 'add'
  const agents = useAgents({})
  const rows = agents.hasMore ? undefined : agents.rows
  const away = rows?.filter((agent) => !agent.connected).length ?? 0
  const troubled = rows?.filter((agent) => agent.connected && agent.trouble !== null).length ?? 0
  const addButton = (variant: 'filled' | 'default') => (
    <ActionButton
      variant={variant}
      leftSection={<IconPlus size={16} stroke={1.6} />}
      onClick={() => go(paths.agents({ dialog: 'add' }))}
    >
      Add a machine…
    </ActionButton>
  )
  return (
    <>
      <PageHead
        title="Agents"
        facts={
          rows && rows.length > 0
            ? [
                formatPlural(rows.length, 'agent'),
                away === 0 ? 'all connected' : `${away} not heard of lately`,
                ...(troubled === 0 ? [] : [`${troubled} in trouble`]),
              ].join(', ')
            : undefined
        }
        actions={addButton('filled')}
      />
      <AgentsTable
        withOrganization
        agents={agents}
        empty={
          <EmptyState strip title="No agents yet" action={addButton('default')}>
            One command on a machine installs its agent, and its files can be backed up and restored.
          </EmptyState>
        }
      />
      <AddMachineDialog
        open={open}
        adding={{ organization: null }}
        operator
        onClose={() => go(paths.agents(), { replace: true })}
        onBackUp={(id) => go(paths.server(id, { dialog: 'enable' }))}
      />
    </>
  )
}
