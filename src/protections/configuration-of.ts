import { BackupScope } from '../agent-protocol/messages.ts'
import { defaultFileSettings } from './default-file-settings.ts'
import type { ToggleOptions } from './file-options.ts'
import type { ProtectionRow } from './queries.ts'
import type { ConfigureInput } from './schema.ts'

/** The options as settings of a file protection; null where there are none. */
export const configurationOf = (
  input: ToggleOptions,
  before: Pick<ProtectionRow, 'settings'> | undefined,
): ConfigureInput | null => {
  const { retention_days, schedule, paths } = input
  const retention = input.retention ?? (retention_days === undefined ? undefined : { daily: retention_days })
  const known = BackupScope.nullable().parse(before?.settings ?? null) ?? defaultFileSettings()
  const settings = input.settings ?? (paths === undefined ? undefined : { ...known, paths })
  if (schedule === undefined && retention === undefined && settings === undefined) return null
  return {
    ...(schedule === undefined ? {} : { schedule }),
    ...(retention === undefined ? {} : { retention }),
    ...(settings === undefined ? {} : { settings }),
  }
}
