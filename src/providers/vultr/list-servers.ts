import type { Api } from '../api.ts'
import type { ServerListing } from '../provider.ts'
import { listPages } from './list-pages.ts'
import { instanceSchema } from './schemas.ts'
import { serverOf } from './server-of.ts'

/** All servers, 500 a call. Whether backups are on is among a server's features; their schedules are read server by server. */
export const listServers = async (api: Api): Promise<ServerListing> => {
  const { rows, problem, calls } = await listPages(api, {
    operation: 'listInstances',
    path: '/v2/instances',
    rows: 'instances',
    schema: instanceSchema,
    key: ({ id }) => id,
  })
  const why = problem ?? (rows.length === 0 ? nothing : null)
  return { servers: rows.map((row) => serverOf(row)), complete: why === null, problem: why, calls }
}

const nothing = 'Vultr listed no servers at all. If the account is empty, nothing needs to be done.'
