import { useBulkBackUp, useBulkMarkCritical } from '../api/bulk.ts'
import type { Server } from '../api/server-types.ts'
import { formatPlural } from '../format/format-plural.ts'
import { showErrorToast } from '../ui/toast/show-error-toast.ts'
import { useFollowedRuns } from './use-followed-runs.ts'

/** What is done with servers that are checked without asking back: nothing of it can be lost by it. */
export function useSelectionWork(servers: readonly Server[], onDone: () => void) {
  const { follow } = useFollowedRuns()
  const backingUp = useBulkBackUp()
  const marking = useBulkMarkCritical()
  const server_ids = servers.map((server) => server.id)
  const many = formatPlural(servers.length, 'server')
  return {
    busy: backingUp.isPending || marking.isPending ? 'The last click is still being worked on.' : null,
    /** It becomes a run with a row for each, which the page follows. */
    backUp: () =>
      backingUp.mutate(
        { server_ids },
        {
          onSuccess: ({ run_id }) => {
            onDone()
            follow({ run_id, title: `Backing up ${many}` })
          },
          onError: (error) => showErrorToast(`No backup of ${many} was started.`, error),
        },
      ),
    mark: (critical: boolean) =>
      marking.mutate(
        { server_ids, critical },
        {
          // The bar says it by its button; a toast would lie over it.
          onError: (error) => showErrorToast(`${many} were not changed.`, error),
        },
      ),
  }
}
