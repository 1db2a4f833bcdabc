import { type Context, requireRole } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { loadServer } from './load-server.ts'
import type { ChangeServerInput } from './schema.ts'

/** Before any transaction: whether a ping can be sent from here at all, where somebody wants one. Throws ping_unavailable. */
export const prepareChange = async (ctx: Context, input: ChangeServerInput & { server_id: string }): Promise<void> => {
  // Both are refused as they are, whether or not a ping could be sent.
  if (input.health_ping !== true || typeof input.health_port === 'number') return
  const server = await loadServer(ctx, input)
  requireRole(ctx.caller, server.organization_id, 'manager')
  const why = await ctx.ping.whyNot()
  if (why !== null) throw new AppError('ping_unavailable', { message: why })
}
