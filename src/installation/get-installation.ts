import { type Context, requireOperator } from '../context.ts'
import { publicUrl } from '../lib/public-url.ts'
import { version } from '../version.ts'
import { countOperators, databaseFacts } from './queries.ts'
import type { Installation } from './schema.ts'

/** What only the running process knows. */
export type ProcessFacts = {
  started_at: string
  database_kind: 'embedded' | 'external'
  jobHealth: () => Promise<Installation['jobs']>
}

/** What runs here, for operators. */
export const getInstallation = async (ctx: Context, facts: ProcessFacts): Promise<Installation> => {
  requireOperator(ctx.caller)
  const [database, two_factor, jobs] = await Promise.all([
    databaseFacts(ctx.db),
    countOperators(ctx.db),
    facts.jobHealth(),
  ])
  return {
    version,
    node_version: process.versions.node,
    started_at: facts.started_at,
    public_url: publicUrl(ctx.config),
    roles: [...ctx.config.roles],
    database: { kind: facts.database_kind, ...database },
    root_key_fingerprint: ctx.secrets.fingerprint,
    smtp_configured: ctx.config.smtp_url !== null,
    two_factor,
    jobs,
  }
}
