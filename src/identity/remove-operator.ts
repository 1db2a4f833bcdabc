import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction, requireOperator } from '../context.ts'
import { AppError, notFound } from '../lib/errors.ts'
import { deleteApiKeysBeyondMemberships } from './api-key-queries.ts'
import { endInvitationsBeyondRights } from './end-invitations-beyond-rights.ts'
import { deleteSessions, findUser, lockOperators, setOperator } from './queries.ts'
import { deleteLinksIssuedBy } from './rights-queries.ts'

/**
 * Takes the operator's rights away, at once: sessions end, and so do reset links this person gave out; of the keys and open
 * invitations this person made only those stay that a membership covers. Memberships stay. Throws last_operator for the only one.
 */
export const removeOperator = (ctx: Context, input: { user_id: string }): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    requireOperator(ctx.caller)
    const operators = await lockOperators(ctx.db)
    const user = operators.includes(input.user_id) ? await findUser(ctx.db, input.user_id) : undefined
    if (user === undefined) throw notFound()
    if (operators.length === 1) throw new AppError('last_operator')
    await setOperator(ctx.db, user.id, false, ctx.clock.now())
    await deleteSessions(ctx.db, user.id)
    const keys = await deleteApiKeysBeyondMemberships(ctx.db, user.id)
    const invitations_revoked = await endInvitationsBeyondRights(ctx, { user_id: user.id })
    const links = await deleteLinksIssuedBy(ctx.db, user.id)
    await recordChange(ctx, {
      action: 'operator.removed',
      organization_id: null,
      target: { id: user.id, name: user.name },
      before: {
        email: user.email,
        api_keys: keys.map((key) => key.id),
        invitations_revoked,
        reset_links_ended: links.map((link) => link.name),
      },
    })
  })
