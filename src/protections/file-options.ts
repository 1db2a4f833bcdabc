import type { ToggleInput } from './schema.ts'

/** What a toggle may say beside the switch itself. */
export type ToggleOptions = Pick<ToggleInput, 'retention_days' | 'schedule' | 'retention' | 'settings' | 'paths'>

const onlyFiles = ['settings', 'paths'] as const
const notNative = ['schedule', 'retention', ...onlyFiles] as const

/** Which of the options are given that files alone take; with `or_snapshot` also those that snapshots on our schedule take. */
export const fileOptions = (input: ToggleOptions, { or_snapshot }: { or_snapshot: boolean }): string[] =>
  (or_snapshot ? notNative : onlyFiles).filter((name) => input[name] !== undefined)
