import { BackupScope } from '../agent-protocol/messages.ts'
import { AppError } from '../lib/errors.ts'
import { defaultFileSettings } from './default-file-settings.ts'
import type { ProtectionRow } from './queries.ts'
import type { ConfigureInput, ToggleInput } from './schema.ts'

/** What a toggle may say beside the switch itself. */
export type ToggleOptions = Pick<ToggleInput, 'retention_days' | 'schedule' | 'retention' | 'settings' | 'paths'>

const onlyFiles = ['schedule', 'retention', 'settings', 'paths'] as const

/** Which of the options that only files take are given. */
export const fileOptionsIn = (input: ToggleOptions): string[] => onlyFiles.filter((name) => input[name] !== undefined)

/** Throws invalid_request where options contradict each other, or come with switching off. */
export const requireClearOptions = (input: ToggleOptions & Pick<ToggleInput, 'enable'>): void => {
  const { retention_days, retention, settings, paths } = input
  const named = [...(retention_days === undefined ? [] : ['retention_days']), ...fileOptionsIn(input)]
  if (!input.enable && named.length > 0)
    throw refused(
      `Switching off takes no ${named.join(', ')}. Leave that out: what is set comes back with switching on.`,
    )
  if (retention_days !== undefined && retention !== undefined)
    throw refused('Say either retention_days or retention: both say what is kept.')
  if (settings !== undefined && paths !== undefined)
    throw refused('Say either settings or paths: the settings name the folders too.')
}

const refused = (message: string) => new AppError('invalid_request', { message })

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
