import { recordChange } from '../../audit/record-change.ts'
import { type Context, inTransaction, requireRole } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import { loadServer } from '../load-server.ts'
import { takePassword } from './queries.ts'

/**
 * The password of root of a new server, told once to whoever asked for that server, and wiped by telling. Throws
 * password_gone for everybody else who may manage the server, and ever after.
 */
export const tellRootPassword = (ctx: Context, { server_id }: { server_id: string }): Promise<{ password: string }> =>
  inTransaction(ctx, async (ctx) => {
    const server = await loadServer(ctx, { server_id })
    requireRole(ctx.caller, server.organization_id, 'manager')
    const { kind, id } = ctx.caller
    const taken = await takePassword(ctx.db, { server_id, kind, id, now: ctx.clock.now() })
    if (taken === undefined) throw new AppError('password_gone')
    await recordChange(ctx, {
      action: 'server.root_password_told',
      organization_id: server.organization_id,
      target: { id: server_id, name: server.name },
    })
    return { password: ctx.secrets.open('root_password', server_id, taken.sealed_password) }
  })
