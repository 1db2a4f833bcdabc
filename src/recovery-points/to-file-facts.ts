import type { FileFacts } from '../catalogue/node.ts'
import { toIso } from '../lib/clock.ts'
import type { FileEntry } from './file-schema.ts'

/** The bits that Go has elsewhere than Unix: setuid, setgid, sticky. */
const moved: readonly (readonly [go: number, unix: number])[] = [
  [2 ** 23, 0o4000],
  [2 ** 22, 0o2000],
  [2 ** 20, 0o1000],
]

/** What the catalogue has of a file as the API shows it. */
export const toFileFacts = (facts: FileFacts): Omit<FileEntry, 'name' | 'path'> => ({
  type: facts.type,
  size_bytes: facts.type === 'file' ? (facts.size ?? 0) : null,
  modified_at: facts.modified_ms === null || !isInYears(facts.modified_ms) ? null : toIso(facts.modified_ms),
  mode: facts.mode === null ? null : octal(facts.mode),
  link_target: facts.link_target,
})

const octal = (mode: number): string => {
  const special = moved.reduce((bits, [go, unix]) => bits + (Math.floor(mode / go) % 2) * unix, 0)
  return ((mode % 0o1000) + special).toString(8).padStart(4, '0')
}

/** Years of four digits: those that ISO dates are agreed on. */
const isInYears = (ms: number): boolean => ms >= -62_167_219_200_000 && ms <= 253_402_300_799_999
