import type { Updateable } from 'kysely'
import type { Context } from '../context.ts'
import type { Database } from '../db/tables.gen.ts'
import { notFound } from '../lib/errors.ts'
import { recordServerProtections } from '../servers/record-server-protections.ts'
import { type ProtectionRow, updateProtection } from './queries.ts'
import { toServerProtection } from './to-server-protection.ts'

export type ProtectionChange = Omit<Updateable<Database['protections']>, 'id' | 'server_id' | 'method' | 'updated_at'>

/** Changes a protection and, in the same transaction, how its server shows it: `backups_enabled` never says anything else. */
export const writeProtection = async (ctx: Context, id: string, change: ProtectionChange): Promise<ProtectionRow> => {
  const [changed, ...others] = await updateProtection(ctx.db, id, { ...change, updated_at: ctx.clock.now() })
  if (changed === undefined) throw notFound()
  const { server_id } = changed
  const protections = [changed, ...others].sort(byMethod).map(toServerProtection)
  await recordServerProtections(ctx, { server_id, protections })
  return changed
}

const byMethod = (one: ProtectionRow, other: ProtectionRow) => (one.method < other.method ? -1 : 1)
