import type { Agent } from '../../../../src/agents/schema.ts'
import type { Protection } from '../../../../src/protections/schema.ts'
import { useBackUpNow } from '../../api/protections.ts'
import type { Server } from '../../api/server-types.ts'
import { reaches } from '../../lib/roles.ts'
import { roleOf, useViewer } from '../../shell/viewer.ts'
import { showErrorToast } from '../../ui/toast/show-error-toast.tsx'
import { showToast } from '../../ui/toast/show-toast.tsx'

/** Takes a backup of files out of turn, or says why that cannot be done now. */
export function useBackupNow(server: Server, files: Protection | undefined, agent: Agent | null | undefined) {
  const viewer = useViewer()
  const backUp = useBackUpNow()
  const may = viewer.me.operator || reaches(roleOf(viewer), 'manager')
  return {
    busy: backUp.isPending,
    whyNot: whyNot(may, files, agent),
    act: () =>
      backUp.mutate(
        { server_id: server.id },
        {
          onSuccess: () =>
            showToast({ title: 'Backup started.', message: `${server.name}: its progress stands below.` }),
          onError: (error) => showErrorToast(`No backup of ${server.name} was started.`, error),
        },
      ),
  }
}

function whyNot(may: boolean, files: Protection | undefined, agent: Agent | null | undefined): string | null {
  if (!may) return 'You are viewer here. Ask an owner or a manager.'
  if (files === undefined || files.desired_state === 'off')
    return 'Only file backups are taken out of turn, and they are off here.'
  if (files.phase === 'paused') return 'Backups are paused.'
  if (agent === null) return 'No agent is installed on this server.'
  return null
}
