import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction } from '../context.ts'
import { personId } from './person-id.ts'
import { deleteSessions, forgetTrustedBrowsers } from './queries.ts'

/** Ends all of the caller's sessions but the one that asks; browsers that were spared the second factor are asked again. */
export const endOtherSessions = (ctx: Context): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const user_id = personId(ctx.caller)
    await forgetTrustedBrowsers(ctx.db, user_id)
    const count = await deleteSessions(ctx.db, user_id, { except: ctx.caller.session_id })
    if (count === 0) return
    const target = { id: user_id, name: ctx.caller.name }
    await recordChange(ctx, {
      action: 'session.others_ended',
      organization_id: null,
      target,
      before: { count },
      user_id,
    })
  })
