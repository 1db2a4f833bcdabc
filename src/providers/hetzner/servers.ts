import { z } from 'zod'
import type { Api } from '../api.ts'
import type { ProviderServer, ServerListing } from '../provider.ts'
import { idOf } from './id-of.ts'
import { listPages, newestFirst } from './list-pages.ts'
import { serverSchema } from './schemas.ts'
import { serverOf } from './server-of.ts'

const rows = z.array(z.unknown()).catch([])

/** All servers of the project, 50 a call, with their backup state. */
export const listServers = async (api: Api): Promise<ServerListing> => {
  const listing = await listPages(api, {
    operation: 'listServers',
    path: '/v1/servers',
    query: newestFirst,
    read: (body) => rows.parse(body.servers).map((row) => serverSchema.safeParse(row).data ?? null),
  })
  const problem = listing.problem ?? whyEmpty(listing.rows.length)
  return { servers: listing.rows.map(serverOf), complete: problem === null, problem, calls: listing.calls }
}

const whyEmpty = (count: number) =>
  count === 0 ? 'Hetzner Cloud listed no servers at all. If the project is empty, nothing needs to be done.' : null

export const getServer = async (api: Api, ref: string): Promise<ProviderServer> => {
  const reply = z.object({ server: serverSchema })
  const { server } = await api.read('getServer', `/v1/servers/${idOf(ref)}`, reply)
  return serverOf(server)
}
