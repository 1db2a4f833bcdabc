import { z } from 'zod'
import type { Api } from '../api.ts'
import type { Started } from '../provider.ts'
import { ProviderError } from '../provider-error.ts'
import { idOf } from './id-of.ts'
import { ownerOf } from './recovery-points.ts'
import { imageSchema } from './schemas.ts'
import { startAction } from './start-action.ts'

/** An image of its own, which stays when the server goes. */
export const createSnapshot = (api: Api, ref: string, name: string): Promise<Started> =>
  startAction(api, ref, 'create_image', { type: 'snapshot', description: name })

const imageReply = z.object({ image: imageSchema })

/** Deletes a snapshot of this server and nothing else: backups go by the same call, and ids of all images share one number range. */
export const deleteSnapshot = async (api: Api, ref: string, snapshotRef: string): Promise<void> => {
  const [id, imageId] = [idOf(ref), idOf(snapshotRef)]
  const { image } = await api.read('getImage', `/v1/images/${imageId}`, imageReply)
  if (image.type !== 'snapshot' || ownerOf(image) !== id || image.deleted !== null)
    throw new ProviderError('Hetzner Cloud has no such snapshot of this server. Nothing was deleted.', {
      kind: 'not_found',
      effect: 'none',
      retry_after_ms: null,
    })
  await api.change('deleteImage', 'DELETE', `/v1/images/${imageId}`, z.unknown())
}

/** A backup becomes a snapshot: its slot is free again, and it is billed by the GB. Done when the answer comes. */
export const convertToSnapshot = async (api: Api, ref: string): Promise<Started> => {
  await api.change('updateImage', 'PUT', `/v1/images/${idOf(ref)}`, imageReply, { type: 'snapshot' })
  return { action: null }
}
