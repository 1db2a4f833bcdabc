import { z } from 'zod'
import type { Api } from '../api.ts'
import type { ProviderRecoveryPoint } from '../provider.ts'
import { ProviderError } from '../provider-error.ts'
import { idOf } from './id-of.ts'
import { isoOf } from './iso-of.ts'
import { listPages, type Pages } from './list-pages.ts'
import { type Image, imageSchema } from './schemas.ts'

/** Backups and snapshots of one server, newest first. Throws rather than show a part as if it were all. */
export const listRecoveryPoints = async (api: Api, ref: string): Promise<readonly ProviderRecoveryPoint[]> => {
  const id = idOf(ref)
  const backups = whole(await listImages(api, id, 'backups'))
  const snapshots = whole(await listImages(api, id, 'snapshots'))
  return [
    ...backups.map((image) => pointOf(image, 'native')),
    ...snapshots.map((image) => pointOf(image, 'snapshot')),
  ].sort((a, b) => b.created_at.localeCompare(a.created_at) || b.ref.localeCompare(a.ref))
}

const listImages = (api: Api, id: number, what: 'backups' | 'snapshots'): Promise<Pages<Image>> =>
  listPages(api, {
    operation: what === 'backups' ? 'listBackups' : 'listSnapshots',
    path: `/v2/droplets/${id}/${what}`,
    read: (body) =>
      z
        .array(z.unknown())
        .catch([])
        .parse(body[what])
        .map((row) => imageSchema.safeParse(row).data ?? null),
    key: (image) => String(image.id),
  })

const whole = ({ rows, problem }: Pages<Image>): readonly Image[] => {
  if (problem === null) return rows
  throw new ProviderError(`The list of recovery points is not whole. ${problem}`, {
    kind: 'retry',
    effect: 'none',
    retry_after_ms: null,
  })
}

/** An image in our words. */
export const pointOf = (image: Image, kind: 'native' | 'snapshot'): ProviderRecoveryPoint => ({
  ref: String(image.id),
  kind,
  name: image.name,
  created_at: isoOf(image.created_at) ?? image.created_at,
  size_bytes: image.size_gigabytes === null ? null : Math.round(image.size_gigabytes * 1e9),
  // Days by schedule are in the capabilities; the listing itself does not tell.
  expires_at: null,
})

const ownerSchema = z.object({
  snapshot: z.object({ resource_id: z.string(), resource_type: z.literal('droplet') }),
})

/** Deletes a snapshot of this server and nothing else: image ids of all kinds share one number range. */
export const deleteSnapshot = async (api: Api, ref: string, snapshotRef: string): Promise<void> => {
  const [id, imageId] = [idOf(ref), idOf(snapshotRef)]
  if (!(await isSnapshotOf(api, id, imageId)))
    throw new ProviderError('DigitalOcean has no such snapshot of this server. Nothing was deleted.', {
      kind: 'not_found',
      effect: 'none',
      retry_after_ms: null,
    })
  await api.change('deleteImage', 'DELETE', `/v2/images/${imageId}`, z.unknown())
}

/** Snapshots outlive their server; then only the snapshot itself tells whose it was. */
const isSnapshotOf = async (api: Api, id: number, imageId: number): Promise<boolean> => {
  try {
    return whole(await listImages(api, id, 'snapshots')).some((image) => String(image.id) === String(imageId))
  } catch (error) {
    if (!(error instanceof ProviderError) || error.kind !== 'not_found') throw error
    const { snapshot } = await api.read('getSnapshot', `/v2/snapshots/${imageId}`, ownerSchema)
    return snapshot.resource_id === String(id)
  }
}
