import { Button } from '@mantine/core'
import { IconRefresh, IconShieldPlus } from '@tabler/icons-react'
import { useCallback, useState } from 'react'
import { useHouseId } from '../../api/organizations.ts'
import type { ProviderSummary } from '../../api/provider-types.ts'
import { useProviders } from '../../api/providers.ts'
import type { Server } from '../../api/server-types.ts'
import { ChosenServers } from '../../components/ChosenServers.tsx'
import { DemoNotice } from '../../components/DemoNotice.tsx'
import { FleetTable } from '../../components/FleetTable.tsx'
import { FollowedRuns } from '../../components/FollowedRuns.tsx'
import { ServerMenu } from '../../components/ServerMenu.tsx'
import { useServerDialogs } from '../../components/use-server-dialogs.tsx'
import { type Show, useShownServers } from '../../components/use-shown-servers.ts'
import { AddMachineDialog, BulkToggleDialog, GiveServersDialog } from '../../forms/lazy-server-dialogs.ts'
import { hasToSwitchOff } from '../../lib/method-turn.ts'
import { useIsPhone } from '../../lib/use-is-phone.ts'
import { paths } from '../../paths.ts'
import { useAddressQuery } from '../../shell/use-address-query.ts'
import { useGo } from '../../shell/use-go.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { BackupsBand } from './BackupsBand.tsx'
import { BackupsEmpty } from './BackupsEmpty.tsx'
import { BackupsFilters } from './BackupsFilters.tsx'
import { backupsFacts } from './backups-facts.ts'
import { ExportButton } from './ExportButton.tsx'
import { FilterButton } from './FilterButton.tsx'
import { KeyHints } from './KeyHints.tsx'
import { type BackupsView, useBackupsView } from './use-backups-view.ts'
import { useBulkToggling } from './use-bulk-toggling.ts'
import { useHiddenColumns } from './use-hidden-columns.ts'
import { useSyncAll } from './use-sync-all.ts'

const noProviders: readonly ProviderSummary[] = []
// The same elements however the list is sorted and filtered, so that they are not drawn anew with it.
const aboveFilters = (
  <>
    <DemoNotice />
    <BackupsBand />
  </>
)
const followedRuns = <FollowedRuns />
const keyHints = <KeyHints />

/** Every server of the installation, with whose it is and how it is protected. The shell opens it to operators only. */
export function BackupsPage() {
  const go = useGo()
  const phone = useIsPhone()
  const view = useBackupsView()
  const columns = useHiddenColumns()
  const adding = useAddressQuery().get('dialog') === 'add'
  const providers = useProviders().data ?? noProviders
  const houseId = useHouseId()
  const { q, show, within, sort, filtered } = view
  const { all, servers, counts } = useShownServers({ within: { ...within, sort }, q, show })
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set())
  const [selecting, setSelecting] = useState(false)
  const [giving, setGiving] = useState<readonly Server[] | null>(null)
  const { acts, dialogs } = useServerDialogs()
  const menu = useCallback(
    (server: Server) => <ServerMenu server={server} providers={providers} acts={acts} />,
    [providers, acts],
  )
  // What is filtered away is not worked on: what one sees is what happens.
  const chosen = keys.size === 0 ? [] : (servers.rows ?? []).filter((server) => keys.has(server.id))
  const clear = () => {
    setKeys(new Set())
    setSelecting(false)
  }
  const none = all.rows?.length === 0 && !filtered
  const bulk = useBulkToggling({ view, servers, counts, chosen })
  const enable = <EnableButton phone={phone} whyNot={bulk.whyNotEnable} onEnable={bulk.enable} />
  return (
    <>
      <PageHead
        title="Backups"
        facts={filtered || phone ? undefined : backupsFacts(all, counts, providers, houseId)}
        actions={
          !none &&
          (phone ? (
            <>
              <FilterButton
                view={view}
                providers={providers}
                acts={
                  <>
                    <Button onClick={() => (selecting ? clear() : setSelecting(true))}>
                      {selecting ? 'Stop selecting' : 'Select'}
                    </Button>
                    <ExportButton asked={view.asked} />
                    <SyncButton />
                  </>
                }
              />
              {enable}
            </>
          ) : (
            <>
              <ExportButton asked={view.asked} />
              <SyncButton />
              {enable}
            </>
          ))
        }
      />
      {aboveFilters}
      {!none && <BackupsFilters view={view} counts={counts} providers={providers} columns={columns} />}
      {followedRuns}
      <FleetTable
        withOrganization
        servers={servers}
        providers={providers}
        hidden={columns.hidden}
        sort={view.sorted}
        onSort={view.onSort}
        selection={{ keys, onChange: setKeys, label: (server) => server.name, on_phone: selecting }}
        letters={{
          e: (server) => acts.onToggle(server, !hasToSwitchOff(server)),
          b: (server) => acts.onBackUp?.(server),
          r: (server) => go(paths.restoreWizard(server.id)),
          h: (server) => go(paths.server(server.id)),
        }}
        menu={menu}
        total={totalOf(counts, show, view)}
        hints={keyHints}
        empty={<BackupsEmpty none={none} onClear={() => go(paths.backups())} />}
      />
      <ChosenServers servers={chosen} toggle={bulk.setToggling} onGive={() => setGiving(chosen)} onClear={clear} />
      <BulkToggleDialog toggling={bulk.toggling} onClose={bulk.close} onDone={clear} />
      <GiveServersDialog servers={giving} onClose={() => setGiving(null)} onDone={clear} />
      <AddMachineDialog
        open={adding}
        adding={{ organization: null }}
        operator
        onClose={() => view.change({ dialog: undefined })}
        onBackUp={(id) => go(paths.server(id, { dialog: 'enable' }))}
      />
      {dialogs}
    </>
  )
}

function SyncButton() {
  const { busy, whyNot, act } = useSyncAll()
  return (
    <ActionButton
      leftSection={<IconRefresh size={16} stroke={1.6} />}
      loading={busy}
      disabledReason={whyNot}
      onClick={act}
    >
      Sync now
    </ActionButton>
  )
}

/** Those that are checked, else all that are shown and off. */
function EnableButton({ phone, whyNot, onEnable }: { phone: boolean; whyNot: string | null; onEnable: () => void }) {
  return (
    <ActionButton
      variant="filled"
      size={phone ? 'md' : undefined}
      leftSection={<IconShieldPlus size={16} stroke={1.6} />}
      disabledReason={whyNot}
      onClick={onEnable}
    >
      {phone ? 'Enable…' : 'Enable backups…'}
    </ActionButton>
  )
}

/** Counts are of all that a customer or provider has in a state; a search is counted by nobody. */
function totalOf(counts: Record<string, number> | null, show: Show, { q }: BackupsView): number | undefined {
  return q === '' ? counts?.[show] : undefined
}
