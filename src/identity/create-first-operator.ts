import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction } from '../context.ts'
import { createUser } from './create-user.ts'
import { anyOperator, findUserByEmail, lockInstallation, setOperator } from './queries.ts'

/**
 * Makes the operator that BACKSTAY_ADMIN_EMAIL and BACKSTAY_ADMIN_PASSWORD name, unless there is an operator already.
 * A person who is known by that e-mail becomes operator and keeps the password.
 */
export const createFirstOperator = (
  ctx: Context,
  input: { email: string; password: string },
): Promise<{ created: boolean }> =>
  inTransaction(ctx, async (ctx) => {
    await lockInstallation(ctx.db)
    if (await anyOperator(ctx.db)) return { created: false }
    const email = input.email.toLowerCase()
    const name = email.split('@')[0] ?? email
    const known = await findUserByEmail(ctx.db, email)
    if (known !== undefined) await setOperator(ctx.db, known.id, true, ctx.clock.now())
    const { id } = known ?? (await createUser(ctx, { name, email, password: input.password, operator: true }))
    await recordChange(ctx, {
      action: 'operator.created',
      organization_id: null,
      target: { id, name },
      after: { email },
    })
    return { created: true }
  })
