import { useProviders } from '../../api/providers.ts'
import { useServers } from '../../api/servers.ts'
import type { Organization } from '../../api/types.ts'
import { countOf } from '../../components/count-of.ts'
import { FleetTable } from '../../components/FleetTable.tsx'
import { ServerMenu } from '../../components/ServerMenu.tsx'
import { useServerDialogs } from '../../components/use-server-dialogs.tsx'
import { hasToSwitchOff } from '../../lib/method-turn.ts'
import { paths } from '../../paths.ts'
import { AppLink } from '../../shell/AppLink.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { LinkButton } from '../../ui/LinkButton.tsx'
import { Panel } from '../../ui/Panel.tsx'

const shown = 10

/** A customer's servers, and the way to all of them. */
export function CustomerServers({ organization }: { organization: Organization }) {
  const servers = useServers({ organization_id: organization.id }, { limit: 200 })
  const providers = useProviders().data ?? []
  const { acts, dialogs } = useServerDialogs()
  const few = { ...servers, rows: servers.rows?.slice(0, shown), hasMore: false }
  const all = paths.backups({ organization_id: organization.id })
  return (
    <Panel
      title="Servers"
      count={countOf(servers)}
      flush
      action={<AppLink to={all}>{(servers.rows?.length ?? 0) > shown ? 'All servers' : 'Under Backups'}</AppLink>}
    >
      <FleetTable
        bare
        servers={few}
        providers={providers}
        menu={(server) => <ServerMenu server={server} providers={providers} acts={acts} />}
        letters={{ e: (server) => acts.onToggle(server, !hasToSwitchOff(server)) }}
        empty={
          <EmptyState title="No servers" action={<LinkButton to={paths.backups()}>Go to Backups</LinkButton>}>
            Select servers under Backups and give them to {organization.name}.
          </EmptyState>
        }
      />
      {dialogs}
    </Panel>
  )
}
