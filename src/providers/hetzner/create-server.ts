import type { Api } from '../api.ts'
import type { NewServer, Started } from '../provider.ts'
import { createdSchema } from './schemas.ts'

/**
 * A new server has backups off: the call has no way to switch them on. Without SSH keys Hetzner makes a password of root, which
 * comes back here and nowhere else.
 */
export const createServer = async (api: Api, input: NewServer): Promise<Started & { readonly ref: string }> => {
  const { name, region, size, image } = input
  const body = { name, location: region, server_type: size, image }
  const { server, action, root_password } = await api.change('createServer', 'POST', '/v1/servers', createdSchema, body)
  return {
    ref: String(server.id),
    action: action === null ? null : String(action.id),
    ...(root_password === null ? {} : { root_password }),
  }
}
