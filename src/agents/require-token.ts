import type { Context } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { hashToken } from '../lib/secrets.ts'
import { findEnrolmentByToken } from './queries.ts'

/** Throws token_refused unless a machine may still enrol with it. The token is not used up by this. */
export const requireToken = async (ctx: Context, { token }: { token?: string | undefined }): Promise<void> => {
  const enrolment = token === undefined ? undefined : await findEnrolmentByToken(ctx.db, hashToken(token))
  const isGood =
    enrolment !== undefined &&
    enrolment.used_at === null &&
    enrolment.revoked_at === null &&
    enrolment.expires_at > ctx.clock.now()
  if (!isGood) throw new AppError('token_refused')
}
