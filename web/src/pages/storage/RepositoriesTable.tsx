import { IconServer } from '@tabler/icons-react'
import { useState } from 'react'
import type { Repository } from '../../../../src/repositories/schema.ts'
import type { ListState } from '../../api/use-list.ts'
import { OrganizationName } from '../../components/OrganizationName.tsx'
import { formatPlural } from '../../format/format-plural.ts'
import { KitMenuAct } from '../../forms/KitMenuAct.tsx'
import { RecoveryKitDialog } from '../../forms/lazy-server-dialogs.ts'
import { repositoryLook } from '../../lib/repository-look.ts'
import { paths } from '../../paths.ts'
import { useGo } from '../../shell/use-go.ts'
import { Bytes } from '../../ui/Bytes.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { MenuAct } from '../../ui/MenuAct.tsx'
import { RowLink } from '../../ui/RowLink.tsx'
import { RowMenu } from '../../ui/RowMenu.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { Time } from '../../ui/Time.tsx'
import { TimeCell } from '../../ui/TimeCell.tsx'
import { TwoLines } from '../../ui/TwoLines.tsx'
import type { Column } from '../../ui/table/table-types.ts'

/** The repositories, each with what is in it and when it was last looked at; it leads to its server. */
export function RepositoriesTable({ repositories }: { repositories: ListState<Repository> }) {
  const go = useGo()
  const [kit, setKit] = useState<Repository | null>(null)
  const link = (one: Repository) => <RowLink to={paths.server(one.server_id)}>{one.server_name}</RowLink>
  const menu = (one: Repository) => (
    <RowMenu label={`What can be done with the repository of ${one.server_name}`}>
      <MenuAct icon={<IconServer size={16} stroke={1.6} />} onClick={() => go(paths.server(one.server_id))}>
        Open the server
      </MenuAct>
      <KitMenuAct onClick={() => setKit(one)} />
    </RowMenu>
  )
  const columns: Column<Repository>[] = [
    {
      key: 'server',
      head: 'Server',
      cell: (one) => <TwoLines strong mono first={link(one)} second={one.id} />,
    },
    {
      key: 'customer',
      head: 'Customer',
      width: 130,
      hide_below: 900,
      cell: (one) => <OrganizationName id={one.organization_id} />,
    },
    {
      key: 'location',
      head: 'Lies in',
      width: 130,
      hide_below: 1300,
      cell: (one) => <TwoLines first={one.storage_location.name} second={one.storage_location.failure_domain} />,
    },
    { key: 'state', head: 'State', width: 145, cell: (one) => <State repository={one} /> },
    {
      key: 'stored',
      head: 'Stored',
      width: 90,
      align: 'right',
      cell: (one) => <TwoLines first={<Bytes value={one.bytes} />} second={formatPlural(one.objects, 'object')} />,
    },
    {
      key: 'trash',
      head: 'Trash',
      width: 80,
      align: 'right',
      hide_below: 1300,
      cell: (one) =>
        one.trash_objects === 0 ? <span className="bs-dim">empty</span> : <Bytes value={one.trash_bytes} />,
    },
    {
      key: 'check',
      head: 'Last check',
      width: 120,
      hide_below: 1100,
      cell: (one) => <TimeCell iso={one.last_checked_at} never="not yet" />,
    },
    {
      key: 'scrub',
      head: 'Last scrub',
      width: 120,
      hide_below: 1300,
      cell: (one) => <TimeCell iso={one.last_scrubbed_at} never="not yet" />,
    },
    { key: 'menu', head: 'Actions', head_hidden: true, width: 62, align: 'right', cell: menu },
  ]
  return (
    <>
      <DataTable
        bare
        label="Repositories"
        noun={['repository', 'repositories']}
        rows={repositories.rows}
        rowKey={(one) => one.id}
        columns={columns}
        item={(one) => ({
          title: link(one),
          status: (
            <>
              <State repository={one} />
              {menu(one)}
            </>
          ),
          facts: one.storage_location.name,
          aside: <Bytes value={one.bytes} />,
        })}
        to={(one) => paths.server(one.server_id)}
        empty={
          <EmptyState title="No repositories yet">
            The first file backup of a server makes one, in the default location.
          </EmptyState>
        }
        error={repositories.error}
        onRetry={repositories.onRetry}
        hasMore={repositories.hasMore}
        loadingMore={repositories.loadingMore}
        onMore={repositories.onMore}
      />
      <RecoveryKitDialog
        of={kit && { server_id: kit.server_id, server_name: kit.server_name }}
        onClose={() => setKit(null)}
      />
    </>
  )
}

function State({ repository }: { repository: Repository }) {
  const { damaged_objects, in_maintenance_until } = repository
  return (
    <StateBadge look={repositoryLook(repository)}>
      {damaged_objects > 0 ? (
        formatPlural(damaged_objects, 'object')
      ) : in_maintenance_until && repository.last_check_outcome !== 'failed' ? (
        <>
          until <Time iso={in_maintenance_until} /> at most
        </>
      ) : undefined}
    </StateBadge>
  )
}
