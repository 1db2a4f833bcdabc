import type { Agent } from '../../../../src/agents/schema.ts'
import type { Protection } from '../../../../src/protections/schema.ts'
import { useBackUpNow } from '../../api/protections.ts'
import type { Server } from '../../api/server-types.ts'
import { useWhyNotAct } from '../../shell/use-why-not-act.ts'
import { showErrorToast } from '../../ui/toast/show-error-toast.ts'
import { showToast } from '../../ui/toast/show-toast.ts'

export type BackupWay = { method: 'files' | 'snapshot'; word: string; whyNot: string | null }

type Parts = {
  files: Protection | undefined
  snapshot: Protection | undefined
  agent: Agent | null | undefined
}

/** Takes a backup out of turn, of files or by a snapshot, or says why that cannot be done now. */
export function useBackupNow(server: Server, parts: Parts) {
  const backUp = useBackUpNow()
  const whyNotAct = useWhyNotAct()
  const ways = whyNotAct === null ? waysOf(parts) : []
  const [usual] = ways
  const act = (method: BackupWay['method'] | undefined = usual?.method) =>
    backUp.mutate(
      { server_id: server.id, method },
      {
        onSuccess: () =>
          showToast({
            title: method === 'snapshot' ? 'Snapshot started.' : 'Backup started.',
            message: `${server.name}: its progress stands below.`,
          }),
        onError: (error) => showErrorToast(`No backup of ${server.name} was started.`, error),
      },
    )
  return {
    busy: backUp.isPending,
    /** More than one: one chooses. */
    ways,
    whyNot:
      whyNotAct ??
      (usual === undefined
        ? 'Files and snapshots are taken out of turn, and both are off here.'
        : ways.every((way) => way.whyNot !== null)
          ? usual.whyNot
          : null),
    act,
  }
}

export type BackupNow = ReturnType<typeof useBackupNow>

function waysOf({ files, snapshot, agent }: Parts): BackupWay[] {
  const paused = (one: Protection) => (one.phase === 'paused' ? 'Backups are paused.' : null)
  const ways: BackupWay[] = []
  if (files?.desired_state === 'on')
    ways.push({
      method: 'files',
      word: 'Files',
      whyNot: paused(files) ?? (agent === null ? 'No agent is installed on this server.' : null),
    })
  if (snapshot?.desired_state === 'on')
    ways.push({ method: 'snapshot', word: 'Snapshot of the whole server', whyNot: paused(snapshot) })
  return ways
}
