import type { Agent } from '../../../../src/agents/schema.ts'
import type { Protection } from '../../../../src/protections/schema.ts'
import type { Server } from '../../api/server-types.ts'
import { useAskingBackup } from '../../components/use-asking-backup.tsx'
import { useWhyNotAct } from '../../shell/use-why-not-act.ts'

export type BackupWay = { method: 'files' | 'snapshot'; word: string; whyNot: string | null }

type Parts = {
  files: Protection | undefined
  snapshot: Protection | undefined
  agent: Agent | null | undefined
}

/** Takes a backup out of turn, of files or by a snapshot, or says why that cannot be done now. */
export function useBackupNow(server: Server, parts: Parts) {
  const backUp = useAskingBackup()
  const whyNotAct = useWhyNotAct()
  const ways = whyNotAct === null ? waysOf(parts) : []
  const [usual] = ways
  const act = (method: BackupWay['method'] | undefined = usual?.method) =>
    backUp.start({ server, method, where: 'its progress stands below.' })
  return {
    busy: backUp.busy,
    /** Asks where a snapshot has to go for a new one. */
    dialog: backUp.dialog,
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
