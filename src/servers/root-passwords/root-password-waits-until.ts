import type { Context } from '../../context.ts'
import { findPasswordUntil } from './queries.ts'

/** Until when the caller can be told the password of root of a server; null: there is none for this caller. */
export const rootPasswordWaitsUntil = (ctx: Context, { server_id }: { server_id: string }): Promise<string | null> =>
  findPasswordUntil(ctx.db, { server_id, kind: ctx.caller.kind, id: ctx.caller.id, now: ctx.clock.now() })
