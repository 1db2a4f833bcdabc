import type { Context } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { utcMinute } from '../lib/utc-minute.ts'
import { isExpired } from './is-expired.ts'

/** Throws recovery_point_gone and recovery_point_expired where nobody should count on a recovery point any more. */
export const requireThere = (ctx: Pick<Context, 'clock'>, point: Parameters<typeof isExpired>[0]): void => {
  if (point.state !== 'available') throw new AppError('recovery_point_gone')
  if (!isExpired(point, ctx.clock.now()) || point.expires_at === null) return
  throw new AppError('recovery_point_expired', {
    message: `This backup expired at ${utcMinute(point.expires_at)}: its provider has deleted it or is about to. Choose a newer one from the history.`,
    details: { expires_at: point.expires_at },
  })
}
