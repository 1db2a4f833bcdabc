import type { Api } from '../api.ts'
import type { ServerListing } from '../provider.ts'
import { ProviderError } from '../provider-error.ts'
import { listPages, type Pages } from './list-pages.ts'
import { type Droplet, dropletSchema, type PolicyRecord, policyRecordSchema } from './schemas.ts'
import { seesImages, serverOf } from './server-of.ts'

/** Servers with and without graphics cards come in listings of their own, backup policies in a third. */
export const listServers = async (api: Api): Promise<ServerListing> => {
  const ordinary = await listDroplets(api, 'droplets')
  const gpus = await orProblem(() => listDroplets(api, 'gpus'))
  const droplets = [...ordinary.rows, ...gpus.rows]
  const policies = await orProblem(() => listPolicies(api, droplets))
  const byDroplet = new Map(policies.rows.map((policy) => [policy.droplet_id, policy]))
  const problem = ordinary.problem ?? gpus.problem ?? policies.problem ?? contradiction(droplets, policies)
  return {
    servers: droplets.map((droplet) => serverOf(droplet, byDroplet.get(droplet.id) ?? null)),
    complete: problem === null,
    problem,
    calls: ordinary.calls + gpus.calls + policies.calls,
  }
}

const listDroplets = (api: Api, type: 'droplets' | 'gpus'): Promise<Pages<Droplet>> =>
  listPages(api, {
    operation: 'listDroplets',
    path: '/v2/droplets',
    query: { type },
    read: (body) => rowsIn(body.droplets).map((row) => dropletSchema.safeParse(row).data ?? null),
    key: ({ id }) => id,
  })

/** A map by droplet id. Pages that would bring only policies of servers without backups are not fetched. */
const listPolicies = (api: Api, droplets: readonly Droplet[]): Promise<Pages<PolicyRecord>> => {
  const wanted = droplets.filter((droplet) => droplet.features.includes('backups') || !seesImages(droplet))
  return listPages(api, {
    operation: 'listBackupPolicies',
    path: '/v2/droplets/backups/policies',
    read: (body) => Object.values(recordIn(body.policies)).map((row) => policyRecordSchema.safeParse(row).data ?? null),
    key: ({ droplet_id }) => droplet_id,
    enough: (rows) => {
      const found = new Set(rows.map(({ droplet_id }) => droplet_id))
      return wanted.every(({ id }) => found.has(id))
    },
  })
}

const rowsIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** An empty map could come as `[]`, which reads the same. */
const recordIn = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {}

/** What the first listing brought is kept when a later one fails. */
const orProblem = async <Row>(list: () => Promise<Pages<Row>>): Promise<Pages<Row>> => {
  try {
    return await list()
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    return { rows: [], total: 0, calls: 1, problem: error.message }
  }
}

/** Policies exist "for all Droplets in the account": where there are more of them, servers are missing from the list. */
const contradiction = (droplets: readonly Droplet[], policies: Pages<PolicyRecord>): string | null => {
  if (droplets.length === 0)
    return 'DigitalOcean listed no servers at all. If the account is empty, nothing needs to be done.'
  const listed = new Set(droplets.map(({ id }) => id))
  const isMissing = policies.rows.some(({ droplet_id }) => !listed.has(droplet_id))
  return isMissing || policies.total > listed.size
    ? `DigitalOcean listed ${listed.size} servers, but knows backup policies of others. Servers are missing from the list.`
    : null
}
