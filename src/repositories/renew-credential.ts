import type { Context } from '../context.ts'
import { isoPlusMs } from '../lib/clock.ts'
import { renewCredential as renew } from './queries.ts'

/** Lets a credential live longer. False when it was revoked, or the repository is in the maintenance of another run. */
export const renewCredential = async (
  ctx: Context,
  input: { credential_id: string; ttl_seconds: number },
): Promise<boolean> => {
  const now = ctx.clock.now()
  const lease = { until: isoPlusMs(now, input.ttl_seconds * 1_000), now }
  return (await renew(ctx.db, input.credential_id, lease)) !== undefined
}
