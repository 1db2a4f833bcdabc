import type { Context } from '../../context.ts'
import { listOwn } from './history-queries.ts'

/** Snapshots that runs of ours made for a protection: our ids, by the provider's. For the system's own work. */
export const listOwnImages = async (
  ctx: Context,
  { protection_id }: { protection_id: string | null },
): Promise<Map<string, string>> => {
  const own = protection_id === null ? [] : await listOwn(ctx.db, protection_id)
  return new Map(own.map(({ id, ref }) => [ref, id]))
}
