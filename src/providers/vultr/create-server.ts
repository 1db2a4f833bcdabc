import type { Api } from '../api.ts'
import type { NewServer, Started } from '../provider.ts'
import { isId } from './id-of.ts'
import { createdReply } from './schemas.ts'

type Source = { readonly os_id: number } | { readonly image_id: string } | { readonly snapshot_id: string }

/** Backups off, said outright (a new server never has them on: nothing is bought along with it). */
export const createServer = async (
  api: Api,
  { name, region, size }: Omit<NewServer, 'image'>,
  source: Source,
): Promise<Started & { readonly ref: string }> => {
  const body = { label: name, region, plan: size, backups: 'disabled', ...source }
  const { instance } = await api.change('createInstance', 'POST', '/v2/instances', createdReply, body)
  const { id, default_password } = instance
  return { ref: id, action: `create:${id}`, ...(default_password ? { root_password: default_password } : {}) }
}

/** Operating systems have numbers, snapshots UUIDs, and applications names. */
export const sourceOf = (image: string): Source => {
  if (/^\d{1,9}$/.test(image)) return { os_id: Number(image) }
  return isId(image) ? { snapshot_id: image } : { image_id: image }
}
