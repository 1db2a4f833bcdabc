import type { RecoveryPoint } from '../../../../src/recovery-points/schema.ts'
import { useFileVersionsOf } from '../../api/files.ts'
import { chosenInPoint, lookedUpAtMost } from '../../lib/chosen-in-point.ts'

/** Whether the chosen files are in this backup, and how large they are, as far as it is known. */
export function useChosenFacts(point: RecoveryPoint, include: readonly string[]) {
  const facts = useFileVersionsOf(point.id, point.browsable ? include.slice(0, lookedUpAtMost) : [])
  return chosenInPoint(facts, point.taken_at, include.length)
}
