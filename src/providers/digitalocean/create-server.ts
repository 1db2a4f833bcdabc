import type { Api } from '../api.ts'
import type { NewServer, Started } from '../provider.ts'
import { idOf } from './id-of.ts'
import { createdSchema } from './schemas.ts'

export type NewDroplet = Omit<NewServer, 'image'> & { readonly image: string | number }

/** Backups off, said outright (a new server never has them on: nothing is bought along with it). */
export const createServer = async (api: Api, input: NewDroplet): Promise<Started & { readonly ref: string }> => {
  const { name, region, size, image } = input
  const body = { name, region, size, image, backups: false }
  const { droplet, links } = await api.change('createDroplet', 'POST', '/v2/droplets', createdSchema, body)
  const [action] = links?.actions ?? []
  return { ref: String(droplet.id), action: action === undefined ? null : String(action.id) }
}

/** Private images have numbers, public ones names. */
export const imageOf = (image: string): string | number => (/^\d+$/.test(image) ? idOf(image) : image)
