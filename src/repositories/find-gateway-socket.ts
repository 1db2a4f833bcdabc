import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { isAnswered } from '../lib/is-answered.ts'
import { gatewaySocketFolder } from './gateway-socket-folder.ts'

/** The socket of a gateway on this machine that answers now, of this very process where it has one; else null. */
export const findGatewaySocket = async (config: Pick<Config, 'data_dir'>): Promise<string | null> => {
  // A worker without a database of its own may have no data directory yet.
  if (!existsSync(config.data_dir)) return null
  const folder = gatewaySocketFolder(config)
  if (!existsSync(folder)) return null
  const own = `${process.pid}-`
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sock'))
  names.sort((a, b) => Number(b.startsWith(own)) - Number(a.startsWith(own)))
  for (const name of names) if (await isAnswered(join(folder, name))) return join(folder, name)
  return null
}
