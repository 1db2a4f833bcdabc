import type { Context } from '../context.ts'
import { deleteTroubles } from './queries.ts'
import type { NoticeKind } from './schema.ts'

/** Notes what is well again, and resolves with the subjects that were not: their end is told once. */
export const endTroubles = async (
  ctx: Context,
  input: { kind: NoticeKind; subjects: readonly string[] },
): Promise<Set<string>> => new Set(await deleteTroubles(ctx.db, input))
