import type { NewServerChoices, ProviderServer } from '../../providers/provider.ts'
import type { RestoreReview } from '../schema.ts'

type Given = {
  server: Pick<ProviderServer, 'name' | 'region' | 'size' | 'disk_bytes'>
  /** Null where the provider tells nothing of what the image wants. */
  wants: Pick<NewServerChoices, 'regions' | 'min_disk_gb' | 'sizes'> | null
  label: string
}

/** A server's region and disk held against what an image wants. Pure. */
export const fitOf = ({ server, wants, label }: Given): RestoreReview['fit'] => {
  const { name, region } = server
  const disk_gb = diskOf(server, wants)
  const needed_gb = wants?.min_disk_gb ?? null
  const in_region = wants === null || region === null ? null : wants.regions.includes(region)
  const tooSmall = disk_gb !== null && needed_gb !== null && disk_gb < needed_gb
  const refusal =
    in_region === false
      ? `${label} has this image in ${wants?.regions.join(', ') || 'no region'}, and ${name} is in ${region}. Copy it there in its panel, or choose another backup.`
      : tooSmall
        ? `The disk of ${name} has ${Math.floor(disk_gb)} GB, and this image wants ${Math.ceil(needed_gb)} GB. Enlarge the server at ${label}, or restore to a new one that is large enough.`
        : null
  return { region, in_region, disk_gb, needed_gb, refusal }
}

/** In the provider's own GB. A server can have less than its size has today, where only its processors were enlarged. */
const diskOf = ({ size, disk_bytes }: Given['server'], wants: Given['wants']): number | null => {
  const ofSize = wants?.sizes.find(({ name }) => name === size)?.disk_gb
  const measured = disk_bytes === null ? undefined : disk_bytes / 1e9
  if (ofSize === undefined) return measured ?? null
  return measured === undefined ? ofSize : Math.min(ofSize, measured)
}
