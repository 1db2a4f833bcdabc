import type { ToggleInput } from './schema.ts'

/** What a toggle may say beside the switch itself. */
export type ToggleOptions = Pick<ToggleInput, 'retention_days' | 'schedule' | 'retention' | 'settings' | 'paths'>

const onlyFiles = ['schedule', 'retention', 'settings', 'paths'] as const

/** Which of the options that only files take are given. */
export const fileOptions = (input: ToggleOptions): string[] => onlyFiles.filter((name) => input[name] !== undefined)
