import type { Context, Role } from '../context.ts'
import { deleteApiKeysAbove } from './api-key-queries.ts'

/** Ends the keys somebody made in an organization whose role is none of `allowed`. Resolves with their ids. */
export const endKeysAbove = async (
  ctx: Context,
  input: { user_id: string; organization_id: string; allowed: readonly Role[] },
): Promise<string[]> => {
  const rows = await deleteApiKeysAbove(ctx.db, input.user_id, input.organization_id, input.allowed)
  return rows.map((row) => row.id)
}
