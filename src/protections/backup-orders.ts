import { type BackupOrders, BackupScope } from '../agent-protocol/messages.ts'
import { defaultFileSettings } from './default-file-settings.ts'
import type { ProtectionRow } from './queries.ts'

/** How many files the agent hashes, for drills to compare with. */
const sampleFiles = 50

/** What the agent is told to do. The host is the protection's id: a server that is renamed keeps its history. */
export const backupOrders = (protection: Pick<ProtectionRow, 'server_id' | 'settings'>): BackupOrders => ({
  kind: 'backup',
  scope: protection.settings === null ? defaultFileSettings() : BackupScope.parse(protection.settings),
  host: protection.server_id,
  tags: ['backstay'],
  sample_files: sampleFiles,
})
