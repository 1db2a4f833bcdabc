import { createAuthMiddleware, getSessionFromCtx } from 'better-auth/api'
import { symmetricDecrypt } from 'better-auth/crypto'
import { systemClock } from '../lib/clock.ts'
import { totpStepOf } from '../lib/totp-step.ts'

type Ctx = Parameters<Parameters<typeof createAuthMiddleware>[0]>[0]

/**
 * A hook for better-auth, which takes a code as often as it is sent within its 90 seconds: whoever looked over a shoulder could
 * use it, too. `takeStep` notes a code's time step and tells whether it was free. A used code becomes an empty one, which
 * better-auth then answers and counts as it does every wrong one.
 */
export const refuseUsedTotp = (takeStep: (twoFactorId: string, step: number) => Promise<boolean>) =>
  createAuthMiddleware(async (ctx) => {
    if (ctx.path !== '/two-factor/verify-totp' || typeof ctx.body?.code !== 'string') return
    const userId = await userIdOf(ctx)
    const row = userId === null ? null : await findTwoFactor(ctx, userId)
    if (row === null) return
    const secret = await symmetricDecrypt({ key: ctx.context.secretConfig, data: row.secret })
    // better-auth reads the machine's own clock.
    const step = totpStepOf(secret, ctx.body.code, systemClock.nowMs())
    if (step !== null && (await takeStep(row.id, step))) return
    return { context: { body: { ...ctx.body, code: '' } } }
  })

/** Whose code it is: of who is signed in, or of who gave the right password a moment ago. */
const userIdOf = async (ctx: Ctx): Promise<string | null> => {
  const session = await getSessionFromCtx(ctx)
  if (session !== null) return session.user.id
  const challenge = await ctx.getSignedCookie(ctx.context.createAuthCookie('two_factor').name, ctx.context.secret)
  if (!challenge) return null
  return (await ctx.context.internalAdapter.findVerificationValue(challenge))?.value ?? null
}

const findTwoFactor = (ctx: Ctx, userId: string) =>
  ctx.context.adapter.findOne<{ id: string; secret: string }>({
    model: 'twoFactor',
    where: [{ field: 'userId', value: userId }],
  })
