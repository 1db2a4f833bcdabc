import { z } from 'zod'
import type { Api } from '../api.ts'
import type { NewServerChoices, NewServerSize } from '../provider.ts'
import { ProviderError } from '../provider-error.ts'
import { idOf } from './id-of.ts'
import { listPages } from './list-pages.ts'
import { pricingSchema, serverTypePricesSchema, serverTypeSchema, sizedImageSchema } from './schemas.ts'

const rows = z.array(z.unknown()).catch([])

/** Images are in every location. They run only on the architecture that they were taken of; other types are left out. */
export const newServerChoices = async (api: Api, point: string): Promise<NewServerChoices> => {
  const { image } = await api.read('getImage', `/v1/images/${idOf(point)}`, sizedImageSchema)
  const types = await listPages(api, {
    operation: 'listServerTypes',
    path: '/v1/server_types',
    // Hetzner's document knows no `sort` here.
    read: (body) => rows.parse(body.server_types).map((row) => serverTypeSchema.safeParse(row).data ?? null),
  })
  if (types.problem !== null)
    throw new ProviderError(`The list of server types is not whole. ${types.problem}`, {
      kind: 'retry',
      effect: 'none',
      retry_after_ms: null,
    })
  const prices = await listSold(api)
  const sizes = types.rows
    .filter(({ architecture }) => image.architecture === null || architecture === image.architecture)
    .map(({ name, disk }): NewServerSize => ({ name, disk_gb: disk, ...(prices.get(name) ?? unsold) }))
  const regions = new Set(sizes.flatMap((size) => size.regions ?? []))
  return { regions: [...regions].sort(), min_disk_gb: image.disk_size, sizes }
}

type Sold = Pick<NewServerSize, 'regions' | 'price_per_month'>
const unsold: Sold = { regions: [], price_per_month: null }

/** Where each type is sold is told by its prices. */
const listSold = async (api: Api): Promise<ReadonlyMap<string, Sold>> => {
  const { pricing } = await api.read('listPrices', '/v1/pricing', pricingSchema)
  const types = pricing.server_types.flatMap((row) => serverTypePricesSchema.safeParse(row).data ?? [])
  return new Map(
    types.map(({ name, prices }) => {
      const dearest = Math.max(...prices.map(({ price_monthly }) => Number(price_monthly.net)))
      const price_per_month = { amount_minor: Math.round(dearest * 100), currency: pricing.currency }
      return [name, { regions: prices.map(({ location }) => location), price_per_month }]
    }),
  )
}
