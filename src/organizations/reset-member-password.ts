import { type Context, requireOperator } from '../context.ts'
import { issuePasswordReset } from '../identity/issue-password-reset.ts'
import type { PasswordResetLink } from '../identity/schema.ts'
import { notFound } from '../lib/errors.ts'
import { findMember } from './queries.ts'
import type { MemberParams, ResetPasswordInput } from './schema.ts'

/** A reset link for a member who lost the password, and perhaps the second factor, for an operator to hand over. */
export const resetMemberPassword = async (
  ctx: Context,
  input: MemberParams & ResetPasswordInput,
): Promise<PasswordResetLink> => {
  requireOperator(ctx.caller)
  const member = await findMember(ctx.db, input.organization_id, input.member_id)
  if (member === undefined) throw notFound()
  const { organization_id, remove_two_factor } = input
  return issuePasswordReset(ctx, { user_id: member.user_id, organization_id, remove_two_factor })
}
