import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction } from '../context.ts'
import { notFound } from '../lib/errors.ts'
import { personId } from './person-id.ts'
import { deleteSessions, findSession } from './queries.ts'

/** Ends one of the caller's own sessions; its next request is refused. */
export const endSession = (ctx: Context, input: { session_id: string }): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const user_id = personId(ctx.caller)
    const session = await findSession(ctx.db, user_id, input.session_id)
    if (session === undefined) throw notFound()
    await deleteSessions(ctx.db, user_id, { only: session.id })
    await recordChange(ctx, {
      action: 'session.ended',
      organization_id: null,
      target: { id: session.id, name: session.user_agent },
      before: { ip_address: session.ip_address },
      user_id,
    })
  })
