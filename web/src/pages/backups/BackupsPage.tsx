import { Button } from '@mantine/core'
import { IconPlus, IconRefresh, IconShieldPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useProviders } from '../../api/providers.ts'
import type { Server } from '../../api/server-types.ts'
import { ChosenServers } from '../../components/ChosenServers.tsx'
import { DemoNotice } from '../../components/DemoNotice.tsx'
import { FleetTable } from '../../components/FleetTable.tsx'
import { ServerMenu } from '../../components/ServerMenu.tsx'
import { useServerDialogs } from '../../components/use-server-dialogs.tsx'
import { useShownServers } from '../../components/use-shown-servers.ts'
import type { BulkToggling } from '../../forms/BulkToggleDialog.tsx'
import { AddMachineDialog, BulkToggleDialog, GiveServersDialog } from '../../forms/lazy-server-dialogs.ts'
import { useIsPhone } from '../../lib/use-is-phone.ts'
import { paths } from '../../paths.ts'
import { useAddressQuery } from '../../shell/use-address-query.ts'
import { useGo } from '../../shell/use-go.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { BackupsEmpty } from './BackupsEmpty.tsx'
import { BackupsFilters } from './BackupsFilters.tsx'
import { backupsFacts } from './backups-facts.ts'
import { ExportButton } from './ExportButton.tsx'
import { useBackupsView } from './use-backups-view.ts'
import { useSyncAll } from './use-sync-all.ts'

/** Every server of the installation, with whose it is and how it is protected. The shell opens it to operators only. */
export function BackupsPage() {
  const go = useGo()
  const phone = useIsPhone()
  const view = useBackupsView()
  const adding = useAddressQuery().get('dialog') === 'add'
  const providers = useProviders().data ?? []
  const { q, show, within, sort, filtered } = view
  const { all, servers, counts } = useShownServers({ within: { ...within, sort }, q, show })
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set())
  const [selecting, setSelecting] = useState(false)
  const [toggling, setToggling] = useState<BulkToggling | null>(null)
  const [giving, setGiving] = useState<readonly Server[] | null>(null)
  const { acts, dialogs } = useServerDialogs()
  const syncAll = useSyncAll()
  // What is filtered away is not worked on: what one sees is what happens.
  const chosen = (servers.rows ?? []).filter((server) => keys.has(server.id))
  const clear = () => {
    setKeys(new Set())
    setSelecting(false)
  }
  const off = (servers.rows ?? []).filter((server) => !server.backups_enabled && !server.missing_since)
  const none = all.rows?.length === 0 && !filtered
  return (
    <>
      <PageHead
        title="Backups"
        facts={filtered ? undefined : backupsFacts(all, counts)}
        actions={
          !none && (
            <>
              {phone && (
                <Button onClick={() => (selecting ? clear() : setSelecting(true))}>
                  {selecting ? 'Stop selecting' : 'Select'}
                </Button>
              )}
              {!phone && <ExportButton asked={view.asked} />}
              {!phone && (
                <ActionButton
                  leftSection={<IconRefresh size={16} stroke={1.6} />}
                  loading={syncAll.busy}
                  disabledReason={syncAll.whyNot}
                  onClick={syncAll.act}
                >
                  Sync now
                </ActionButton>
              )}
              {!phone && (
                <ActionButton
                  leftSection={<IconPlus size={16} stroke={1.6} />}
                  onClick={() => view.change({ dialog: 'add' })}
                >
                  Add a machine…
                </ActionButton>
              )}
              <ActionButton
                variant="filled"
                leftSection={<IconShieldPlus size={16} stroke={1.6} />}
                disabledReason={
                  chosen.length === 0 && off.length === 0
                    ? servers.rows
                      ? 'Every server that is shown has backups on, or is missing.'
                      : 'The servers are still loading.'
                    : null
                }
                onClick={() =>
                  setToggling(
                    chosen.length > 0
                      ? { servers: chosen, enable: true }
                      : { servers: off, enable: true, filter: servers.hasMore ? view.disabledFilter : undefined },
                  )
                }
              >
                {phone ? 'Enable…' : 'Enable backups…'}
              </ActionButton>
            </>
          )
        }
      />
      <DemoNotice />
      {!none && <BackupsFilters view={view} counts={counts} providers={providers} onChange={view.change} />}
      <FleetTable
        withOrganization
        servers={servers}
        providers={providers}
        sort={view.sorted}
        onSort={view.onSort}
        selection={{ keys, onChange: setKeys, label: (server) => server.name, on_phone: selecting }}
        letters={{ e: (server) => acts.onToggle(server, !server.backups_enabled) }}
        menu={(server) => <ServerMenu server={server} providers={providers} acts={acts} />}
        empty={<BackupsEmpty none={none} onClear={() => go(paths.backups())} />}
      />
      <ChosenServers servers={chosen} toggle={setToggling} onGive={() => setGiving(chosen)} onClear={clear} />
      <BulkToggleDialog toggling={toggling} onClose={() => setToggling(null)} onDone={clear} />
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
