import type { Services } from '../context.ts'
import { version } from '../version.ts'
import type { AgentRow } from './queries.ts'
import { Agent, connectedSeconds } from './schema.ts'

/** A row as the API shows it. */
export const toAgent = ({ clock }: Services, row: AgentRow): Agent =>
  Agent.parse({
    ...row,
    update_available: row.version !== version,
    connected: row.revoked_at === null && clock.nowMs() - Date.parse(row.last_seen_at) < connectedSeconds * 1_000,
  })
