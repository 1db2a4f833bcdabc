import type { FileVersion } from '../../../src/recovery-points/file-schema.ts'

/** How many chosen paths are looked up before a restore; more would be a flood of questions. */
export const lookedUpAtMost = 20

export type ChosenFact = { path: string; versions: readonly FileVersion[]; pending: boolean }

export type ChosenFacts = {
  /** Paths that no version of this backup has. */
  missing: string[]
  /** Of all of them together; null as soon as one is a folder or is not looked up. */
  bytes: number | null
}

/** What is known of the chosen paths in the backup that was taken then: whether they are in it, and how large they are. */
export function chosenInPoint(facts: readonly ChosenFact[], takenAt: string, chosen: number): ChosenFacts {
  const found = facts.map(({ path, versions, pending }) => ({
    path,
    pending,
    version: versions.find((one) => one.first.taken_at <= takenAt && takenAt <= one.last.taken_at),
  }))
  const whole = facts.length === chosen
  const bytes = found.reduce<number | null>((sum, { version }) => {
    const size = version?.type === 'file' ? version.size_bytes : null
    return sum === null || size === null ? null : sum + size
  }, 0)
  return {
    missing: found.flatMap(({ path, version, pending }) => (version || pending ? [] : [path])),
    bytes: whole && chosen > 0 ? bytes : null,
  }
}
