import type { Updateable } from 'kysely'
import type { Context } from '../context.ts'
import type { Database } from '../db/tables.gen.ts'
import { recordServerProtections } from '../servers/record-server-protections.ts'
import { listProtectionsOf, type ProtectionRow, updateProtection } from './queries.ts'
import { toServerProtection } from './to-server-protection.ts'

export type ProtectionChange = Omit<Updateable<Database['protections']>, 'id' | 'server_id' | 'method' | 'updated_at'>

/** Changes a protection and, in the same transaction, how its server shows it: `backups_enabled` never says anything else. */
export const writeProtection = async (ctx: Context, id: string, change: ProtectionChange): Promise<ProtectionRow> => {
  const row = await updateProtection(ctx.db, id, { ...change, updated_at: ctx.clock.now() })
  await showOnServer(ctx, row.server_id)
  return row
}

/** Writes to the server how its protections stand now. */
const showOnServer = async (ctx: Context, server_id: string): Promise<void> => {
  const rows = await listProtectionsOf(ctx.db, server_id)
  await recordServerProtections(ctx, {
    server_id,
    protections: rows.map(toServerProtection),
  })
}
