import { type Context, requireOperator } from '../context.ts'
import { RetentionRules } from '../recovery-points/retention/schema.ts'
import { listKeptAcrossOrganizations } from './queries.ts'
import type { Method } from './schema.ts'

export type Kept = { server_id: string; method: Method; retention_days: number | null; rules: RetentionRules | null }

/** How long what is wanted on these servers is kept. For the system's own work. */
export const listKept = async (ctx: Context, input: { server_ids: readonly string[] }): Promise<Kept[]> => {
  requireOperator(ctx.caller)
  const rows = await listKeptAcrossOrganizations(ctx.db, input.server_ids)
  return rows.map(({ retention, ...row }) => ({ ...row, rules: RetentionRules.nullable().parse(retention) }))
}
