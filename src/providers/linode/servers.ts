import type { Api } from '../api.ts'
import type { ProviderServer, ServerListing } from '../provider.ts'
import { idOf } from './id-of.ts'
import { listPages } from './list-pages.ts'
import { linodeSchema } from './schemas.ts'
import { serverOf } from './server-of.ts'

/** Servers with the state of their backups, their schedule and newest backup: 500 a call. */
export const listServers = async (api: Api): Promise<ServerListing> => {
  const { rows, problem, calls } = await listPages(api, {
    operation: 'listLinodes',
    path: '/v4/linode/instances',
    schema: linodeSchema,
  })
  const why = problem ?? (rows.length === 0 ? none : null)
  return { servers: rows.map(serverOf), complete: why === null, problem: why, calls }
}

/** A restricted user whose grants were taken away gets the same. */
const none = 'Linode listed no servers at all. If the account is empty, nothing needs to be done.'

export const getServer = async (api: Api, ref: string): Promise<ProviderServer> =>
  serverOf(await api.read('getLinode', `/v4/linode/instances/${idOf(ref)}`, linodeSchema))
