import { type BackupOrders, BackupScope } from '../agent-protocol/messages.ts'
import { coveringPaths } from './covering-paths.ts'
import { defaultFileSettings } from './default-file-settings.ts'
import type { ProtectionRow } from './queries.ts'

/** How many files the agent hashes, for drills to compare with. */
const sampleFiles = 50

/**
 * What the agent is told to do. The host is the server's id: one that is renamed keeps its history. Before a restore, `safety_paths`
 * are taken too, whatever the settings have become since the backup that is restored; dumps are not, as it overwrites files only.
 */
export const backupOrders = (
  protection: Pick<ProtectionRow, 'server_id' | 'settings'>,
  safety_paths?: readonly string[],
): BackupOrders => {
  const scope = protection.settings === null ? defaultFileSettings() : BackupScope.parse(protection.settings)
  return {
    kind: 'backup',
    scope:
      safety_paths === undefined
        ? scope
        : { ...scope, dumps: [], paths: coveringPaths(scope.paths, safety_paths, scope.one_file_system) },
    host: protection.server_id,
    tags: ['backstay'],
    sample_files: sampleFiles,
    safety: safety_paths !== undefined,
  }
}
