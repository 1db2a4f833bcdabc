import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction, requireRole } from '../context.ts'
import { notFound } from '../lib/errors.ts'
import { markFactsDue } from '../servers/mark-facts-due.ts'
import { getRepository } from './get-repository.ts'
import { findLocationOf } from './location-queries.ts'
import { placeOf } from './place-of.ts'
import { setKitRead } from './queries.ts'
import { recoveryCommands } from './recovery-commands.ts'
import { repositoryPassword } from './repository-password.ts'
import type { RecoveryKit } from './schema.ts'

/** What it takes to restore without Backstay. Whoever reads it can read the backups, so it leaves an audit event. */
export const getRecoveryKit = (ctx: Context, input: { repository_id: string }): Promise<RecoveryKit> =>
  inTransaction(ctx, async (ctx) => {
    const { repository_id } = input
    const repository = await getRepository(ctx, { repository_id })
    requireRole(ctx.caller, repository.organization_id, 'owner')
    const location = await findLocationOf(ctx.db, repository_id)
    if (location === undefined) throw notFound()
    const password = await repositoryPassword(ctx, { repository_id })
    const { address, commands } = recoveryCommands({ place: placeOf(ctx, location), repository_id, password })
    await recordChange(ctx, {
      action: 'repository.recovery_kit_read',
      organization_id: repository.organization_id,
      target: { id: repository_id, name: repository.server_name },
    })
    if (await setKitRead(ctx.db, repository_id, ctx.clock.now()))
      await markFactsDue(ctx, { server_ids: [repository.server_id] })
    const { server_name } = repository
    return { repository_id, server_name, address, password, commands, made_at: ctx.clock.now() }
  })
