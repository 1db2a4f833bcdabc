import { type Context, inTransaction } from '../context.ts'
import { findPerson } from '../identity/find-person.ts'
import { AppError } from '../lib/errors.ts'
import { hashToken } from '../lib/secrets.ts'
import { lockPendingInvitation } from './invitation-queries.ts'
import type { InvitationFacts } from './schema.ts'

/** What the holder of an invitation link is invited to. Throws link_expired when it was used, revoked or is too old. */
export const lookUpInvitation = (ctx: Context, input: { token: string }): Promise<InvitationFacts> =>
  inTransaction(ctx, async (ctx) => {
    const invitation = await lockPendingInvitation(ctx.db, hashToken(input.token), ctx.clock.now())
    if (invitation === undefined) throw new AppError('link_expired')
    const { email, role, organization_name, invited_by, expires_at } = invitation
    return {
      email,
      role,
      organization_name,
      invited_by,
      expires_at,
      has_account: (await findPerson(ctx, { email })) !== undefined,
    }
  })
