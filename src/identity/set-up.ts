import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { hashToken } from '../lib/secrets.ts'
import { createUser } from './create-user.ts'
import { anyOperator, lockInstallation, takeLink } from './queries.ts'
import type { SetUpInput } from './schema.ts'

/** Makes the first operator for whoever holds the one-time link. Throws link_expired once it was used. */
export const setUp = (ctx: Context, input: SetUpInput): Promise<{ user_id: string }> =>
  inTransaction(ctx, async (ctx) => {
    await lockInstallation(ctx.db)
    const link = await takeLink(ctx.db, 'first_operator', hashToken(input.token), ctx.clock.now())
    if (link === undefined || (await anyOperator(ctx.db))) throw new AppError('link_expired')
    const { id } = await createUser(ctx, { ...input, operator: true })
    const actor = { ...ctx, caller: { ...ctx.caller, kind: 'user' as const, id, name: input.name } }
    await recordChange(actor, {
      action: 'operator.created',
      organization_id: null,
      target: { id, name: input.name },
      after: { email: input.email },
    })
    return { user_id: id }
  })
