import type { Api } from '../api.ts'
import type { NewServerChoices } from '../provider.ts'
import { idOf } from './id-of.ts'
import { listSizes } from './list-sizes.ts'
import { placedImageSchema } from './schemas.ts'

/** Backups and snapshots alike are images: each says where it lies and how large a disk it wants. */
export const newServerChoices = async (api: Api, point: string): Promise<NewServerChoices> => {
  const { image } = await api.read('getImage', `/v2/images/${idOf(point)}`, placedImageSchema)
  const sizes = (await listSizes(api)).filter(({ available }) => available)
  return {
    regions: image.regions,
    min_disk_gb: image.min_disk_size,
    sizes: sizes.flatMap(({ slug, disk, regions, price_monthly }) =>
      disk === null
        ? []
        : [
            {
              name: slug,
              disk_gb: disk,
              regions,
              price_per_month: { amount_minor: Math.round(price_monthly * 100), currency: 'USD' },
            },
          ],
    ),
  }
}
