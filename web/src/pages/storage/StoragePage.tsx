import { IconPlus } from '@tabler/icons-react'
import { useRepositories, useStorageLocations } from '../../api/storage.ts'
import { countOf } from '../../components/count-of.ts'
import { formatBytes } from '../../format/format-bytes.ts'
import { formatPlural } from '../../format/format-plural.ts'
import { paths } from '../../paths.ts'
import { useAddressQuery } from '../../shell/use-address-query.ts'
import { useGo } from '../../shell/use-go.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { LocationsTable } from './LocationsTable.tsx'
import { AddLocationDialog } from './lazy-dialogs.ts'
import { RepositoriesTable } from './RepositoriesTable.tsx'

/** Where file backups lie, and what is in there. The shell opens it to operators only. */
export function StoragePage() {
  const go = useGo()
  const adding = useAddressQuery().get('dialog') === 'add'
  const locations = useStorageLocations()
  const repositories = useRepositories({}, { limit: 200 })
  const add = (
    <ActionButton
      variant="filled"
      leftSection={<IconPlus size={16} stroke={1.6} />}
      onClick={() => go(paths.storage({ dialog: 'add' }))}
    >
      Add storage…
    </ActionButton>
  )
  const rows = locations.hasMore ? undefined : locations.rows
  const used = rows?.reduce((sum, one) => sum + one.bytes, 0)
  return (
    <>
      <PageHead
        title="Storage"
        facts={
          rows &&
          used !== undefined &&
          `${formatPlural(rows.length, 'location')} with ${formatBytes(used)}, trash of the last three days included`
        }
        actions={add}
      />
      <Sheet>
        <Panel title="Locations" count={countOf(locations)} flush>
          <LocationsTable
            locations={locations}
            repositories={repositories.hasMore ? undefined : repositories.rows}
            add={add}
          />
        </Panel>
      </Sheet>
      <Sheet>
        <Panel title="Repositories" count={countOf(repositories)} flush>
          <RepositoriesTable repositories={repositories} />
        </Panel>
      </Sheet>
      <AddLocationDialog open={adding} onClose={() => go(paths.storage(), { replace: true })} />
    </>
  )
}
