import type { Context } from '../context.ts'
import { findChangesReadAt } from './image-changes-queries.ts'

/** Until when the provider's log of changes to images was read for an account; null where it keeps none. For the system's own work. */
export const imageChangesReadAt = (ctx: Context, input: { provider_account_id: string }): Promise<string | null> =>
  findChangesReadAt(ctx.db, input.provider_account_id)
