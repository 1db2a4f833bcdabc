import { z } from 'zod'
import type { Api } from '../api.ts'
import type { ProviderServer, RecoveryPointListing } from '../provider.ts'
import { listPages } from './list-pages.ts'
import { pointOf } from './recovery-points.ts'
import { imageSchema } from './schemas.ts'

type Listed = Pick<ProviderServer, 'ref' | 'recovery_point_refs'>

const images = z.array(z.unknown()).catch([])

/**
 * All images of the account, 200 a call. They do not say whose they are: the servers' own lists of ids do. An image in none of these
 * is no recovery point of a server that is there, such as the snapshot of one that was destroyed.
 */
export const listAllRecoveryPoints = async (api: Api, servers: readonly Listed[]): Promise<RecoveryPointListing> => {
  const { rows, problem, calls } = await listPages(api, {
    operation: 'listImages',
    path: '/v2/images',
    query: { private: 'true' },
    read: (body) => images.parse(body.images).map((row) => imageSchema.safeParse(row).data ?? null),
    key: ({ id }) => String(id),
  })
  const owners = new Map(
    servers.flatMap(({ ref, recovery_point_refs }) => (recovery_point_refs ?? []).map((id) => [id, ref])),
  )
  const points = rows.flatMap((image) => {
    const server_ref = owners.get(String(image.id))
    const kind = image.type === 'backup' ? 'native' : 'snapshot'
    return server_ref === undefined ? [] : [{ ...pointOf(image, kind), server_ref }]
  })
  const whole = problem ?? unattributed(servers)
  return { points, complete: whole === null, problem: whole, calls }
}

const unattributed = (servers: readonly Listed[]): string | null =>
  servers.some(({ recovery_point_refs }) => recovery_point_refs === null)
    ? 'This token may not see images (image:read), so nobody can tell whose backups they are.'
    : null
