import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../../config.ts'
import { isAnswered } from '../../lib/is-answered.ts'
import { gatewaySocketFolder } from './gateway-socket-folder.ts'
import { pointToSocket, sharedName } from './point-to-socket.ts'
import { removeDeadSockets } from './remove-dead-sockets.ts'

/**
 * The name under which a gateway of this machine answers now; null where none does. It stays good when that gateway ends and
 * another takes its place.
 */
export const findGatewaySocket = async (config: Pick<Config, 'data_dir'>): Promise<string | null> => {
  // A worker without a database of its own may have no data directory yet.
  if (!existsSync(config.data_dir)) return null
  const folder = gatewaySocketFolder(config)
  const shared = join(folder, sharedName)
  if (await isAnswered(shared)) return shared
  // It was killed, and others go on.
  const [other] = await removeDeadSockets(folder)
  if (other === undefined) return null
  pointToSocket(folder, other)
  return shared
}
