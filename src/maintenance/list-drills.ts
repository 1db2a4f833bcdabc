import type { Context } from '../context.ts'
import { decodeCursor, type Page, toPage } from '../lib/pagination.ts'
import { loadServer } from '../servers/load-server.ts'
import { listDrills as select } from './drill-queries.ts'
import { type Drill, DrillEvidence, type ListDrillsQuery } from './schema.ts'

const list = 'drills'

/** What drills of a server's backups found, newest first. */
export const listDrills = async (
  ctx: Context,
  input: ListDrillsQuery & { server_id: string },
): Promise<Page<Drill>> => {
  const server = await loadServer(ctx, { server_id: input.server_id })
  const [before_id] = decodeCursor(list, input.cursor, 1) ?? []
  const rows = await select(ctx.db, { server_id: server.id, before_id, limit: input.limit + 1 })
  const page = toPage(list, rows, input.limit, (row) => [row.id])
  return { ...page, data: page.data.map((row) => ({ ...row, evidence: DrillEvidence.parse(row.evidence) })) }
}
