import { type BulkFilter, useBulkToggle } from '../api/bulk.ts'
import { usePlacesNeeded } from '../api/places-preview.ts'
import type { Server } from '../api/server-types.ts'
import { useFollowedRuns } from '../components/use-followed-runs.ts'
import { formatPart } from '../format/format-part.ts'
import { formatPlural } from '../format/format-plural.ts'
import { hasToSwitchOff } from '../lib/method-turn.ts'
import { mostNamed } from '../lib/most-named.ts'
import { useKept } from '../lib/use-kept.ts'
import { useOnOpen } from '../lib/use-on-open.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogActions } from '../ui/DialogActions.tsx'
import { Facts } from '../ui/Facts.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Refusal } from './Refusal.tsx'

export type BulkToggling = {
  servers: readonly Server[]
  enable: boolean
  /** All that match instead of the servers named: the list is longer than what is here of it. */
  filter?: BulkFilter
  /** How many match it; null where nobody counts that. */
  matching?: number | null
}

/** Most servers that one run takes (`choose-servers.ts`). */
const mostMatching = 10_000

type Props = { toggling: BulkToggling | null; onClose: () => void; onDone: () => void }

/** Switches backups of many servers. It becomes one run with a run of its own for each server, which the page follows. */
export function BulkToggleDialog({ toggling, onClose, onDone }: Props) {
  const { follow } = useFollowedRuns()
  const kept = useKept(toggling)
  const toggle = useBulkToggle()
  const enable = kept?.enable ?? true
  const servers = (kept?.servers ?? []).filter((server) => (enable ? !server.backups_enabled : hasToSwitchOff(server)))
  const needs = usePlacesNeeded(toggling?.enable && !toggling.filter ? servers.map((server) => server.id) : []) ?? []
  useOnOpen(toggling !== null, () => toggle.reset())
  if (!kept) return null
  const without = needs.reduce((sum, need) => sum + need.without, 0)
  const already = kept.servers.length - servers.length
  const filter = kept.filter
  const what = filter ? 'every server that matches' : formatPlural(servers.length, 'server')
  const tooMany = !filter && servers.length > mostNamed
  const beyond = filter && kept.matching && kept.matching > mostMatching ? kept.matching : null
  const start = () =>
    toggle.mutate(
      { ...(filter ? { filter } : { server_ids: servers.map((server) => server.id) }), enable },
      {
        onSuccess: ({ run_id }) => {
          onDone()
          onClose()
          const server_ids = servers.map((server) => server.id)
          follow({
            run_id,
            title: `${enable ? 'Enabling' : 'Disabling'} backups of ${what}`,
            ...(filter ? {} : { undo: { enable: !enable, server_ids } }),
          })
        },
      },
    )
  return (
    <Dialog
      open={toggling !== null}
      onClose={onClose}
      title={`${enable ? 'Enable' : 'Disable'} backups of ${what}`}
      about={
        already > 0 ? `${formatPlural(already, 'more is', 'more are')} ${enable ? 'on' : 'off'} already` : undefined
      }
      consequence="It becomes a run you can follow and cancel; each server has a row in it."
      onSubmit={start}
      actions={
        <DialogActions
          onClose={onClose}
          loading={toggle.isPending}
          disabled={beyond !== null || (!filter && (servers.length === 0 || tooMany))}
          focused
        >
          {enable ? `Enable ${what}` : `Disable ${what}`}
        </DialogActions>
      }
    >
      {tooMany && (
        <Notice tone="warn" title="At most 1,000 servers can be named at a time.">
          Select fewer, or narrow the list by its filters and use the button above it.
        </Notice>
      )}
      {beyond !== null && (
        <Notice tone="warn" title={`${formatPlural(beyond, 'server')} match; one run takes at most 10,000.`}>
          Narrow the list by customer, provider or name, and enable them in parts.
        </Notice>
      )}
      {filter ? (
        <p>
          All servers that match the filters and have no backups yet, also those further down that are not loaded here
          {kept.matching == null && '; at most 10,000'}. Each takes a place its customer pays for. Where none is free,
          the server stays off and its row in the run says so.
        </p>
      ) : enable ? (
        <>
          <Facts
            rows={needs.map((need) => [
              need.organization_name,
              `${formatPlural(need.servers, 'server')}, ${need.free === 0 ? 'no free place' : formatPlural(need.free, 'free place')}`,
            ])}
          />
          {without > 0 ? (
            <Notice tone="warn" title={`${formatPart(without, servers.length)} get no place.`}>
              Their customers have none free that covers them and promises no more than their provider keeps. Those
              servers stay off and say why; the others go on.
            </Notice>
          ) : (
            <p className="bs-second">
              Each takes a place its customer pays for already. The provider charges for its backups from the first one
              on.
            </p>
          )}
        </>
      ) : (
        <>
          <p>
            Protection of {what} stops. Where that would delete backups taken so far, the server is left as it is and
            its row says so: switch that one off on its own page, where what would be lost is listed.
          </p>
          <p className="bs-second">
            Where the provider has no way to switch off, an operator gets a task; the provider bills until it is done.
          </p>
        </>
      )}
      <Refusal title="Not started." error={toggle.error} />
    </Dialog>
  )
}
