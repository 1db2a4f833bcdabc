import type { Context } from '../context.ts'
import { listTroubled as select } from './queries.ts'
import type { NoticeKind } from './schema.ts'

/** Which of these subjects something of that kind is wrong with. */
export const listTroubled = async (
  ctx: Context,
  input: { kind: NoticeKind; subjects: readonly string[] },
): Promise<Set<string>> => new Set(await select(ctx.db, input))
