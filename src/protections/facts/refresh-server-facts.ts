import type { Context } from '../../context.ts'
import { recordServerFacts } from '../../servers/record-server-facts.ts'
import { collectFacts } from './collect-facts.ts'

/**
 * Brings up to date what lists show of a server: its newest backup, what is stored, its RPO status and its strip. Belongs at the
 * end of whatever changes recovery points, the protection or the run of a backup.
 */
export const refreshServerFacts = async (ctx: Context, input: { server_id: string }): Promise<void> =>
  recordServerFacts(ctx, { facts: await collectFacts(ctx, { server_ids: [input.server_id] }) })
