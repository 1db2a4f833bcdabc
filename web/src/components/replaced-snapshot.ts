import { ApiError } from '../api/api-error.ts'

/** The snapshot that goes for a new one, as the refusal `would_replace_snapshot` names it. */
export type ReplacedSnapshot = { let_go: string; slots: number; created_at: string }

/** Null for any other refusal. */
export function replacedSnapshot(error: unknown): ReplacedSnapshot | null {
  if (!(error instanceof ApiError) || error.code !== 'would_replace_snapshot') return null
  // The contract's shape.
  const { let_go, slots, recovery_points } = error.details as {
    let_go: string
    slots: number
    recovery_points: { created_at: string }[]
  }
  return { let_go, slots, created_at: recovery_points[0]?.created_at ?? '' }
}
