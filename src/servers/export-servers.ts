import { Readable } from 'node:stream'
import type { Context } from '../context.ts'
import { csvLine } from '../lib/csv-line.ts'
import type { StreamedReply } from '../route.ts'
import { listServers } from './list-servers.ts'
import type { ExportServersQuery } from './schema.ts'
import { serverColumns } from './server-columns.ts'

const pageSize = 200

/** All servers that match, as a table in the order of the list, a page at a time: memory stays as it is however many there are. */
export const exportServers = async (ctx: Context, input: ExportServersQuery): Promise<StreamedReply> => {
  // Asked before the first byte, so that a refusal is an answer.
  const first = await listServers(ctx, { ...input, limit: pageSize })
  return {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="servers.csv"',
      'x-content-type-options': 'nosniff',
    },
    body: Readable.from(lines(ctx, input, first)),
  }
}

async function* lines(
  ctx: Context,
  input: ExportServersQuery,
  first: Awaited<ReturnType<typeof listServers>>,
): AsyncGenerator<string> {
  yield csvLine(Object.keys(serverColumns))
  for (let page = first; ; ) {
    yield page.data.map((server) => csvLine(Object.values(serverColumns).map((cell) => cell(server)))).join('')
    if (page.next_cursor === null) return
    page = await listServers(ctx, { ...input, limit: pageSize, cursor: page.next_cursor })
  }
}
