import type { Context } from '../context.ts'
import { insertTroubles } from './queries.ts'
import type { NoticeKind } from './schema.ts'

/** Notes what is wrong from now on, and resolves with the subjects for which it was not yet: those are told at once. */
export const beginTroubles = async (
  ctx: Context,
  input: { kind: NoticeKind; subjects: readonly { subject: string; organization_id: string | null }[] },
): Promise<Set<string>> =>
  new Set(await insertTroubles(ctx.db, { kind: input.kind, subjects: input.subjects, at: ctx.clock.now() }))
