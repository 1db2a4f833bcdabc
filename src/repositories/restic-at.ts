import { existsSync } from 'node:fs'
import type { RepositoryAccess } from '../agent-protocol/messages.ts'
import type { Services } from '../context.ts'
import { resticEnvironment } from '../restic/environment.ts'
import { gatewaySocketPath } from './gateway-socket-path.ts'
import { gatewayUrl } from './gateway-url.ts'

/**
 * How a restic process of this machine reaches a repository: by the unix socket where the gateway is here too, else by its
 * URL. The environment holds the secrets, and is all that the process gets.
 */
export const resticAt = (
  { config }: Pick<Services, 'config'>,
  { access }: { access: RepositoryAccess },
): { repository_url: string; environment: Record<string, string> } => {
  // A worker without a database of its own may have no data directory yet.
  const socket = existsSync(config.data_dir) ? gatewaySocketPath(config) : null
  const base = socket !== null && existsSync(socket) ? `http+unix://${socket}:` : gatewayUrl(config)
  return {
    repository_url: `rest:${base}${access.path}`,
    environment: resticEnvironment({
      password: access.repository_password,
      rest: { username: access.username, password: access.password },
      search_path: config.search_path,
    }),
  }
}
