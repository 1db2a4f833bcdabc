import { recordChange } from '../audit/record-change.ts'
import { type Caller, type Context, inTransaction, type Role } from '../context.ts'
import { createUser } from '../identity/create-user.ts'
import { findPerson } from '../identity/find-person.ts'
import { makeOperator } from '../identity/make-operator.ts'
import { AppError, invalidField } from '../lib/errors.ts'
import { hashToken } from '../lib/secrets.ts'
import { lockPendingInvitation, markAccepted } from './invitation-queries.ts'
import { insertMember, isMember } from './queries.ts'
import type { AcceptInvitationInput } from './schema.ts'

export type Accepted = {
  user_id: string
  name: string
  email: string /** Set for a new person, who is to be signed in. */
  password: string | null
}

/**
 * Takes an invitation up. A new person gives name and password; one who has an account must be signed in with it (throws
 * sign_in_first), so that a stolen link alone opens no existing account.
 */
export const acceptInvitation = (ctx: Context, input: AcceptInvitationInput): Promise<Accepted> =>
  inTransaction(ctx, async (ctx) => {
    const invitation = await lockPendingInvitation(ctx.db, hashToken(input.token), ctx.clock.now())
    if (invitation === undefined) throw new AppError('link_expired')
    const known = await findPerson(ctx, { email: invitation.email })
    if (known !== undefined && known.id !== ctx.caller.id) throw new AppError('sign_in_first')
    const person = known ?? (await createPerson(ctx, invitation.email, input))
    const acting = {
      ...ctx,
      caller: { ...ctx.caller, kind: 'user', id: person.id, name: person.name } satisfies Caller,
    }
    await markAccepted(ctx.db, invitation.id, ctx.clock.now())
    if (invitation.organization_id === null || invitation.role === 'operator') await makeOperator(acting, person)
    else await addMember(acting, person, invitation.organization_id, invitation.role)
    const password = known === undefined ? (input.password ?? null) : null
    return { user_id: person.id, name: person.name, email: invitation.email, password }
  })

const createPerson = async (ctx: Context, email: string, input: AcceptInvitationInput) => {
  if (input.name === undefined) throw invalidField('name', 'Expected your name.')
  if (input.password === undefined) throw invalidField('password', 'Expected a password for your new account.')
  const { id } = await createUser(ctx, { name: input.name, email, password: input.password, operator: false })
  return { id, name: input.name }
}

const addMember = async (ctx: Context, person: { id: string; name: string }, organization_id: string, role: Role) => {
  if (await isMember(ctx.db, organization_id, person.id)) return
  const id = ctx.ids.make('mem')
  await insertMember(ctx.db, { id, organization_id, user_id: person.id, role, created_at: ctx.clock.now() })
  await recordChange(ctx, {
    action: 'member.joined',
    organization_id,
    target: { id, name: person.name },
    after: { role },
  })
}
