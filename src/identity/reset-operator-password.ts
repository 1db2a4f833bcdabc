import { type Context, inTransaction } from '../context.ts'
import { issuePasswordReset } from './issue-password-reset.ts'
import { listOperators } from './queries.ts'
import type { PasswordResetLink } from './schema.ts'

export type ResetResult =
  | ({ found: true; email: string } & PasswordResetLink)
  /** Which operator is meant is not clear: those there are. */
  | { found: false; emails: string[] }

/** A reset link for an operator who is locked out, for whoever can run commands on the machine itself. */
export const resetOperatorPassword = (
  ctx: Context,
  input: { email: string | undefined; remove_two_factor: boolean },
): Promise<ResetResult> =>
  inTransaction(ctx, async (ctx) => {
    const operators = await listOperators(ctx.db, { after_id: undefined, limit: 1000 })
    const email = input.email?.toLowerCase()
    const [operator, second] = operators.filter((one) => email === undefined || one.email === email)
    if (operator === undefined || second !== undefined)
      return { found: false, emails: operators.map((one) => one.email) }
    const { remove_two_factor } = input
    const link = await issuePasswordReset(ctx, { user_id: operator.id, remove_two_factor })
    return { found: true, email: operator.email, ...link }
  })
