import { Readable } from 'node:stream'
import { type Context, scopeOf } from '../context.ts'
import { csvLine } from '../lib/csv-line.ts'
import { notFound } from '../lib/errors.ts'
import type { StreamedReply } from '../route.ts'
import { countNamed } from './count-queries.ts'
import { listServers } from './list-servers.ts'
import { listNamed } from './queries.ts'
import type { ExportServersQuery, Server } from './schema.ts'
import { toServer } from './to-server.ts'

const pageSize = 200

const columns: Record<string, (server: Server) => string | number | boolean | null> = {
  id: ({ id }) => id,
  name: ({ name }) => name,
  organization: ({ organization_name }) => organization_name,
  provider: ({ provider }) => provider,
  provider_id: ({ provider_ref }) => provider_ref,
  region: ({ region }) => region,
  size: ({ size }) => size,
  plan_type: ({ plan_type }) => plan_type,
  status: ({ status }) => status,
  critical: ({ critical }) => critical,
  backups_enabled: ({ backups_enabled }) => backups_enabled,
  methods: ({ protections }) =>
    protections
      .filter(({ desired_state }) => desired_state === 'on')
      .map(({ method }) => method)
      .join(' '),
  retention_days: ({ protections }) =>
    Math.max(...protections.map(({ retention_days }) => retention_days ?? 0), 0) || null,
  rpo_status: ({ rpo_status }) => rpo_status,
  last_backup_at: ({ last_backup_at }) => last_backup_at,
  recovery_points: ({ recovery_points }) => recovery_points,
  storage_bytes: ({ storage_bytes }) => storage_bytes,
}

/** The servers that are named, or all that match, as a table in the order of the list, a page at a time: memory stays as it is however many there are. */
export const exportServers = async (ctx: Context, input: ExportServersQuery): Promise<StreamedReply> => {
  // Asked before the first byte, so that a refusal is an answer.
  const body = input.server_ids
    ? await named(ctx, input.server_ids)
    : lines(ctx, input, await listServers(ctx, { ...input, limit: pageSize }))
  return {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="servers.csv"',
      'x-content-type-options': 'nosniff',
    },
    body: Readable.from(body),
  }
}

const named = async (ctx: Context, server_ids: readonly string[]): Promise<AsyncGenerator<string>> => {
  const ids = [...new Set(server_ids)]
  if ((await countNamed(ctx.db, scopeOf(ctx.caller), ids)) < ids.length) throw notFound()
  return namedLines(ctx, ids)
}

async function* namedLines(ctx: Context, ids: readonly string[]): AsyncGenerator<string> {
  yield csvLine(Object.keys(columns))
  for (let from = 0; from < ids.length; from += pageSize) {
    const part = ids.slice(from, from + pageSize)
    const found = new Map((await listNamed(ctx.db, scopeOf(ctx.caller), part)).map((row) => [row.id, row]))
    // One that went since it began is left out, where the table would else break off in its middle.
    const rows = part.flatMap((id) => found.get(id) ?? [])
    yield rows.map((row) => lineOf(toServer(row, ctx.caller))).join('')
  }
}

const lineOf = (server: Server): string => csvLine(Object.values(columns).map((cell) => cell(server)))

async function* lines(
  ctx: Context,
  input: ExportServersQuery,
  first: Awaited<ReturnType<typeof listServers>>,
): AsyncGenerator<string> {
  yield csvLine(Object.keys(columns))
  for (let page = first; ; ) {
    yield page.data.map(lineOf).join('')
    if (page.next_cursor === null) return
    page = await listServers(ctx, { ...input, limit: pageSize, cursor: page.next_cursor })
  }
}
