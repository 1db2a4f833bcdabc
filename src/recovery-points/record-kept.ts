import type { Context } from '../context.ts'
import { updateKept } from './queries.ts'

/** Keeps beside each recovery point why retention keeps it, and until when. */
export const recordKept = (
  ctx: Context,
  input: { kept: readonly { id: string; because: readonly string[]; expires_at: string | null }[] },
): Promise<void> => updateKept(ctx.db, input.kept, ctx.clock.now())
