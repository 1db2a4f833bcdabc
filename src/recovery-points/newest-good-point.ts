import type { Context } from '../context.ts'
import { loadServer } from '../servers/load-server.ts'
import { findNewestGood, type RecoveryPointRow } from './queries.ts'

/** The newest recovery point of a server that a run of ours made, without warning or damage; of one source where it is named. */
export const newestGoodPoint = async (
  ctx: Context,
  input: { server_id: string; method: 'native' | 'snapshot' | 'files'; source?: string },
): Promise<RecoveryPointRow | null> => {
  const server = await loadServer(ctx, input)
  const { method, source } = input
  return (await findNewestGood(ctx.db, { server_id: server.id, method, source })) ?? null
}
