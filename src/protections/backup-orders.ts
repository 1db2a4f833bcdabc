import { BackupScope } from '../agent-protocol/messages.ts'
import type { NewOrders } from '../agents/send-commands.ts'
import { coveringPaths } from './covering-paths.ts'
import { defaultFileSettings } from './default-file-settings.ts'
import type { ProtectionRow } from './queries.ts'

/** How many files the agent hashes, for drills to compare with. */
const sampleFiles = 50

/**
 * What the agent is told to do. Before a restore, `safety_paths` are taken too, whatever the settings have become since the backup
 * that is restored; dumps are not, as it overwrites files only.
 */
export const backupOrders = (settings: ProtectionRow['settings'], safety_paths?: readonly string[]): NewOrders => {
  const scope = settings === null ? defaultFileSettings() : BackupScope.parse(settings)
  return {
    kind: 'backup',
    scope:
      safety_paths === undefined
        ? scope
        : { ...scope, dumps: [], paths: coveringPaths(scope.paths, safety_paths, scope.one_file_system) },
    tags: ['backstay'],
    sample_files: sampleFiles,
    safety: safety_paths !== undefined,
  }
}
