import type { Restore } from '../../../../src/restores/schema.ts'
import type { ListState } from '../../api/use-list.ts'
import { OrganizationName } from '../../components/OrganizationName.tsx'
import { RunState } from '../../components/RunState.tsx'
import { RunTook } from '../../components/RunTook.tsx'
import { restoreResult } from '../../lib/restore-result.ts'
import { paths } from '../../paths.ts'
import { AppLink } from '../../shell/AppLink.tsx'
import { useViewer } from '../../shell/viewer.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { RowLink } from '../../ui/RowLink.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { Time } from '../../ui/Time.tsx'
import { TwoLines } from '../../ui/TwoLines.tsx'
import type { Column } from '../../ui/table/table-types.ts'
import { RestoreAbout } from './RestoreAbout.tsx'

type Props = { restores: ListState<Restore>; someOpen: boolean; filtered: boolean }

/** Restores that ended, with what came of each. */
export function EndedRestores({ restores, someOpen, filtered }: Props) {
  const { scope } = useViewer()
  const link = (one: Restore) => <RowLink to={paths.restore(one.id)}>{one.target_server_name}</RowLink>
  const columns: (Column<Restore> | false)[] = [
    {
      key: 'server',
      head: 'Restore to',
      cell: (one) => <TwoLines strong first={link(one)} second={<RestoreAbout restore={one} />} />,
    },
    scope.kind === 'operator' && {
      key: 'organization',
      head: 'Customer',
      width: 170,
      hide_below: 1100,
      cell: ({ run }) => (run.organization_id ? <OrganizationName id={run.organization_id} /> : null),
    },
    { key: 'state', head: 'Outcome', width: 120, cell: (one) => <RunState run={one.run} flat /> },
    { key: 'result', head: 'What came of it', width: 250, hide_below: 900, cell: restoreResult },
    { key: 'took', head: 'Took', width: 90, align: 'right', hide_below: 900, cell: (one) => <RunTook run={one.run} /> },
    {
      key: 'when',
      head: 'Ended',
      width: 150,
      align: 'right',
      cell: ({ completed_at }) => completed_at && <Time iso={completed_at} />,
    },
  ]
  return (
    <Sheet>
      <Panel title="Ended" flush>
        <DataTable
          bare
          label="Restores that ended"
          noun={['restore', 'restores']}
          rows={restores.rows}
          rowKey={(one) => one.id}
          columns={columns.filter((column) => column !== false)}
          item={(one) => ({
            title: link(one),
            status: <RunState run={one.run} />,
            facts: <RestoreAbout restore={one} />,
            aside: one.completed_at && <Time iso={one.completed_at} as="age" />,
          })}
          to={(one) => paths.restore(one.id)}
          empty={
            <EmptyState
              title={someOpen ? 'None ended yet' : 'No restores yet'}
              action={
                !someOpen && (
                  <AppLink to={scope.kind === 'operator' ? paths.backups() : paths.servers()}>See the servers</AppLink>
                )
              }
            >
              {filtered
                ? 'A restore begins on the page of a server; this one had none.'
                : 'A restore begins on the page of a server. It stands here while it goes on and after it ended.'}
            </EmptyState>
          }
          error={restores.error}
          onRetry={restores.onRetry}
          hasMore={restores.hasMore}
          loadingMore={restores.loadingMore}
          onMore={restores.onMore}
        />
      </Panel>
    </Sheet>
  )
}
