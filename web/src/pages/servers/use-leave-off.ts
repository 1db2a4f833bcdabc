import type { Server } from '../../api/server-types.ts'
import { useToggleBackups } from '../../api/servers.ts'
import { showErrorToast } from '../../ui/toast/show-error-toast.ts'

/** Takes back the wish for backups that were switched off elsewhere. */
export function useLeaveOff({ id, name }: Pick<Server, 'id' | 'name'>): () => void {
  const leave = useToggleBackups()
  return () =>
    leave.mutate(
      { server_id: id, enable: false },
      { onError: (error) => showErrorToast(`${name} was not changed.`, error) },
    )
}
