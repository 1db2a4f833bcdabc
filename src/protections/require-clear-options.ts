import { AppError } from '../lib/errors.ts'
import { fileOptions, type ToggleOptions } from './file-options.ts'
import type { ToggleInput } from './schema.ts'

/** Throws invalid_request where options contradict each other, or come with switching off. */
export const requireClearOptions = (input: ToggleOptions & Pick<ToggleInput, 'enable'>): void => {
  const { retention_days, retention, settings, paths } = input
  const named = [
    ...(retention_days === undefined ? [] : ['retention_days']),
    ...fileOptions(input, { or_snapshot: true }),
  ]
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
