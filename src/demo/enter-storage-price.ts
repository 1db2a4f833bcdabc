import type { Context } from '../context.ts'
import { changeStorageLocation } from '../repositories/change-storage-location.ts'
import { listStorageLocations } from '../repositories/list-storage-locations.ts'
import type { StorageLocation } from '../repositories/schema.ts'
import { type DemoWork, ensurePart } from './demo-work.ts'

const made_up = { micros: 20_000, currency: 'EUR' }

/** What a GB costs where new repositories are made, so that no figure is missing. Where somebody's files lie already it is theirs to say. */
export const enterStoragePrice = async ({ ctx }: DemoWork): Promise<void> => {
  const location = (await locations(ctx)).find(({ is_default }) => is_default)
  if (location === undefined || location.price !== null || location.repository_count > 0) return
  await ensurePart(ctx, { key: 'storage price', kind: 'storage_price' }, (ctx) =>
    changeStorageLocation(ctx, {
      storage_location_id: location.id,
      price: { gb_month: made_up, as_of: ctx.clock.now().slice(0, 10) },
    }),
  )
}

/** Takes the demo's price away again, unless an operator has changed it. */
export const forgetStoragePrice = async (ctx: Context, input: { location_ids: readonly string[] }): Promise<void> => {
  for (const { id, price } of await locations(ctx)) {
    const { micros, currency } = price?.gb_month ?? {}
    if (input.location_ids.includes(id) && micros === made_up.micros && currency === made_up.currency)
      await changeStorageLocation(ctx, { storage_location_id: id, price: null })
  }
}

const locations = async (ctx: Context): Promise<StorageLocation[]> =>
  (await listStorageLocations(ctx, { limit: 200 })).data
