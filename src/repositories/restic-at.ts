import type { RepositoryAccess } from '../agent-protocol/messages.ts'
import type { Services } from '../context.ts'
import { resticEnvironment } from '../restic/environment.ts'
import { findGatewaySocket } from './gateway-socket/find-gateway-socket.ts'
import { gatewayUrl } from './gateway-url.ts'

/**
 * How a restic process of this machine reaches a repository: by the unix socket where the gateway is here too, else by its
 * URL. The environment holds the secrets, and is all that the process gets.
 */
export const resticAt = async (
  { config }: Pick<Services, 'config'>,
  { access }: { access: RepositoryAccess },
): Promise<{ repository_url: string; environment: Record<string, string> }> => {
  const socket = await findGatewaySocket(config)
  const base = socket === null ? gatewayUrl(config) : `http+unix://${socket}:`
  return {
    repository_url: `rest:${base}${access.path}`,
    environment: resticEnvironment({
      password: access.repository_password,
      rest: { username: access.username, password: access.password },
      search_path: config.search_path,
    }),
  }
}
