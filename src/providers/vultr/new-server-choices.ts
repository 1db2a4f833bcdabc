import type { Api } from '../api.ts'
import type { NewServerChoices } from '../provider.ts'
import { getServer } from './get-server.ts'
import { listPlans } from './list-plans.ts'
import { requireSnapshotOf } from './snapshots.ts'

/**
 * Snapshots can be used in every region. No reply tells how large a disk one wants: it is that of the server's plan, which it was
 * taken of. Plans without a disk of their own boot from block storage, which a snapshot cannot be put on.
 */
export const newServerChoices = async (api: Api, ref: string, point: string): Promise<NewServerChoices> => {
  await requireSnapshotOf(api, ref, point, 'Nothing was made of it.')
  const { size } = await getServer(api, ref)
  const plans = (await listPlans(api)).filter(({ disk }) => disk !== null && disk > 0)
  const sizes = plans.map(({ id, disk, locations, monthly_cost, location_cost }) => {
    const dearest = Math.max(monthly_cost, ...Object.values(location_cost).map((cost) => cost.monthly_cost))
    const price_per_month = { amount_minor: Math.round(dearest * 100), currency: 'USD' }
    return { name: id, disk_gb: disk ?? 0, regions: locations, price_per_month }
  })
  return {
    regions: [...new Set(sizes.flatMap(({ regions }) => regions ?? []))].sort(),
    min_disk_gb: plans.find(({ id }) => id === size)?.disk ?? null,
    sizes,
  }
}
