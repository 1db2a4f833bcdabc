import type { Restore } from '../../../src/restores/schema.ts'

/** What somebody chose to restore, kept over a reload of the page; the address would be too long for it. */
export type RestoreChoice = {
  /** Files and folders; empty for all. */
  include: string[]
  /** Somebody wants some of the files and may not have chosen any yet: then it is not all of them either. */
  picking: boolean
  mode: 'in_place' | 'path' | 'new_server'
  target_server_id: string
  target_path: string
  overwrite: 'always' | 'if-changed' | 'if-newer' | 'never'
  safety_backup: boolean
  /** Of an image that becomes another server; empty where nobody chose yet. */
  new_server: { name: string; region: string; size: string }
}

const key = (serverId: string, pointId: string) => `bs-restore-${serverId}-${pointId}`

export function newRestoreChoice(serverId: string): RestoreChoice {
  return {
    include: [],
    picking: false,
    mode: 'in_place',
    target_server_id: serverId,
    target_path: '/srv/restored',
    overwrite: 'if-changed',
    safety_backup: true,
    new_server: { name: '', region: '', size: '' },
  }
}

/** What was chosen for a restore that is there already, to do the same again. */
export function choiceOf(
  restore: Pick<
    Restore,
    | 'include'
    | 'mode'
    | 'target_server_id'
    | 'target_path'
    | 'overwrite'
    | 'safety_run_id'
    | 'dry_run'
    | 'server_id'
    | 'new_server'
  >,
): RestoreChoice {
  const fresh = newRestoreChoice(restore.server_id)
  const { include, mode, target_server_id, target_path, overwrite, dry_run, safety_run_id } = restore
  return {
    include,
    picking: include.length > 0,
    mode: mode === 'in_place' || mode === 'new_server' ? mode : 'path',
    // A new server is not there to be restored to: another one is made.
    target_server_id: mode === 'new_server' ? restore.server_id : (target_server_id ?? restore.server_id),
    target_path: target_path ?? fresh.target_path,
    overwrite,
    new_server: restore.new_server ?? fresh.new_server,
    // A trial takes none, which says nothing about the real one.
    safety_backup: dry_run || mode !== 'in_place' ? fresh.safety_backup : safety_run_id !== null,
  }
}

export function readRestoreChoice(serverId: string, pointId: string): RestoreChoice {
  const fresh = newRestoreChoice(serverId)
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(key(serverId, pointId)) ?? 'null')
    return typeof stored === 'object' && stored !== null ? { ...fresh, ...stored } : fresh
  } catch {
    // A browser that keeps nothing: the choice lasts as long as the page.
    return fresh
  }
}

export function writeRestoreChoice(serverId: string, pointId: string, choice: RestoreChoice): void {
  try {
    sessionStorage.setItem(key(serverId, pointId), JSON.stringify(choice))
  } catch {
    // As above.
  }
}
