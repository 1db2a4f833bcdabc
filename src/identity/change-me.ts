import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { getMe } from './get-me.ts'
import { personId } from './person-id.ts'
import { findUser, updateTimeZone } from './queries.ts'
import type { ChangeMeInput, Me } from './schema.ts'

/** Keeps in whose clock e-mails tell the caller times. */
export const changeMe = (ctx: Context, { time_zone }: ChangeMeInput): Promise<Me> =>
  inTransaction(ctx, async (ctx) => {
    const user_id = personId(ctx.caller)
    const before = await findUser(ctx.db, user_id)
    if (before === undefined) throw new AppError('unauthenticated')
    if (before.time_zone === time_zone) return getMe(ctx)
    await updateTimeZone(ctx.db, user_id, time_zone, ctx.clock.now())
    await recordChange(ctx, {
      action: 'user.time_zone_changed',
      organization_id: null,
      target: { id: user_id, name: ctx.caller.name },
      before: { time_zone: before.time_zone },
      after: { time_zone },
      user_id,
    })
    return getMe(ctx)
  })
