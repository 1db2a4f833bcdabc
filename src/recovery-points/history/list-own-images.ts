import type { Context } from '../../context.ts'
import { listOwnRefs } from './history-queries.ts'

/** The provider's ids of the snapshots that runs of ours made for a protection. For the system's own work. */
export const listOwnImages = async (ctx: Context, input: { protection_id: string | null }): Promise<Set<string>> =>
  new Set(input.protection_id === null ? [] : await listOwnRefs(ctx.db, input.protection_id))
