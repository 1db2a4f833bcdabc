import type { Api } from '../api.ts'
import type { NewServerChoices } from '../provider.ts'
import { idOf } from './id-of.ts'
import { listTypes } from './list-types.ts'
import { backupDisksSchema } from './schemas.ts'
import { getServer } from './servers.ts'

/** A backup is restored in the region where its server is, onto a type whose disk holds all of its disks. */
export const newServerChoices = async (api: Api, ref: string, point: string): Promise<NewServerChoices> => {
  const { region } = await getServer(api, ref)
  const path = `/v4/linode/instances/${idOf(ref)}/backups/${idOf(point)}`
  const { disks } = await api.read('getBackup', path, backupDisksSchema)
  const megabytes = disks?.reduce((sum, { size }) => sum + size, 0) ?? null
  return {
    regions: region === null ? [] : [region],
    min_disk_gb: megabytes === null ? null : megabytes / 1_024,
    sizes: (await listTypes(api)).flatMap(({ id, disk, price, region_prices }) => {
      if (disk === null) return []
      const monthly = price === null ? null : Math.max(price.monthly, ...region_prices.map((one) => one.monthly))
      const price_per_month = monthly === null ? null : { amount_minor: Math.round(monthly * 100), currency: 'USD' }
      return [{ name: id, disk_gb: disk / 1_024, regions: null, price_per_month }]
    }),
  }
}
