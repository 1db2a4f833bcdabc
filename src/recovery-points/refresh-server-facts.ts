import { sql } from 'kysely'
import type { Context } from '../context.ts'

/** Brings what a server's row says of its backups up to date. */
export const refreshServerFacts = async (ctx: Context, input: { server_id: string }): Promise<void> => {
  await sql`update servers set last_backup_at = (
      select max(taken_at) from recovery_points where server_id = ${input.server_id} and state = 'available'
    ), storage_bytes = (select bytes from repositories where server_id = ${input.server_id})
    where id = ${input.server_id}`.execute(ctx.db)
}
