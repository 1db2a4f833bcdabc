import type { NewServer, ProviderServer, ServerListing } from '../provider.ts'
import type { KnownAddons } from '../provider-entry.ts'
import { ProviderError } from '../provider-error.ts'
import type { ContaboAsk, Page } from './contabo-ask.ts'
import { refuseName } from './names.ts'
import { type Instance, instanceSchema } from './schema.ts'
import { toServer } from './to-server.ts'

export const instancesPath = '/v1/compute/instances'
/** The largest page that the official command line asks for; no maximum is documented. */
export const pageSize = 100
/** No account is that large; a provider that always promises another page must not hold us for ever. */
const mostPages = 2_000

/** Throws for what cannot be an id at Contabo, so that no ref reaches another address. */
export const instancePath = (ref: string): string => {
  if (/^\d{1,18}$/.test(ref)) return `${instancesPath}/${ref}`
  throw new ProviderError(`"${ref.slice(0, 40)}" is no server's id at Contabo.`, {
    kind: 'not_found',
    effect: 'none',
    retry_after_ms: null,
  })
}

export const getInstance = async (ask: ContaboAsk, ref: string): Promise<Instance> =>
  ask.one({ operation: 'retrieveInstance', method: 'GET', path: instancePath(ref) }, instanceSchema)

/**
 * All servers, page by page. Nothing promises an order, so a server can slip from one page to another between two calls: the
 * listing is complete only if as many different servers came as Contabo counts, and it counted the same each time.
 */
export const listServers = async (ask: ContaboAsk, known: KnownAddons): Promise<ServerListing> => {
  const found = new Map<string, ProviderServer>()
  const totals = new Set<number | null>()
  let unreadable = 0
  let calls = 0
  const incomplete = (problem: string): ServerListing => ({
    servers: [...found.values()],
    complete: false,
    problem,
    calls,
  })

  for (let number = 1; number <= mostPages; number++) {
    calls += 1
    let page: Page<Instance>
    try {
      page = await listPage(ask, number)
    } catch (error) {
      if (number === 1) throw error
      return incomplete(`Page ${number} did not come: ${error instanceof Error ? error.message : 'unknown fault'}`)
    }
    for (const instance of page.items) found.set(String(instance.instanceId), toServer(instance, known))
    totals.add(page.total)
    unreadable += page.unreadable
    const isLast = page.pages === null ? found.size >= (page.total ?? 0) : number >= page.pages
    if (isLast || page.items.length + page.unreadable === 0) break
  }

  const [total = null] = totals
  if (found.size === 0 && unreadable === 0) return incomplete('Contabo listed no servers at all.')
  if (total === null) return incomplete('Contabo did not say how many servers there are.')
  if (totals.size > 1) return incomplete('The number of servers at Contabo changed while they were listed.')
  if (unreadable > 0) return incomplete(`${unreadable} of Contabo's entries could not be read.`)
  if (found.size !== total) return incomplete(`Contabo counts ${total} servers and listed ${found.size} of them.`)
  return { servers: [...found.values()], complete: true, problem: null, calls }
}

const listPage = (ask: ContaboAsk, page: number): Promise<Page<Instance>> =>
  ask.page(
    {
      operation: 'retrieveInstancesList',
      method: 'GET',
      path: instancesPath,
      query: { page, size: pageSize },
    },
    instanceSchema,
  )

/** Orders a server for one month at a time, without any add-on. A purchase: sent once. */
export const createServer = async (ask: ContaboAsk, input: NewServer): Promise<{ ref: string; action: string }> => {
  refuseName(input.name, { longest: 255, allowed: /^[^\p{Cc}]+$/u, rule: '1 to 255 characters' })
  const created = await ask.one(
    {
      operation: 'createInstance',
      method: 'POST',
      path: instancesPath,
      body: { displayName: input.name, region: input.region, productId: input.size, imageId: input.image, period: 1 },
    },
    instanceSchema,
  )
  const ref = String(created.instanceId)
  return { ref, action: `create:${ref}` }
}
