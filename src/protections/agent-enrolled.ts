import { type Context, inTransaction } from '../context.ts'
import { loadServer } from '../servers/load-server.ts'
import { findProtectionOf } from './queries.ts'
import { startBackup } from './start-backup.ts'
import { firstBackup } from './switch-files-on.ts'
import { writeProtection } from './write-protection.ts'

/** A server got an agent: a first backup that waited for one starts now, not tonight. Safe to run twice. */
export const agentEnrolled = (ctx: Context, input: { server_id: string }): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const server = await loadServer(ctx, { ...input, lock: true })
    const protection = await findProtectionOf(ctx.db, server.id, 'files')
    if (protection?.phase !== 'enabling' && protection?.phase !== 'failed') return
    await writeProtection(ctx, protection.id, { phase: 'enabling', reason: JSON.stringify(firstBackup) })
    await startBackup(ctx, input)
  })
