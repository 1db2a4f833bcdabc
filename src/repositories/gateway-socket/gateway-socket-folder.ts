import { realpathSync } from 'node:fs'
import type { Config } from '../../config.ts'
import { placeOf } from '../../db/embedded/place.ts'

/**
 * Where the gateways of a data directory keep the unix sockets on which they answer restic processes of the same machine,
 * one for each process. A folder of its own: the one of the embedded Postgres goes when that stops.
 */
export const gatewaySocketFolder = ({ data_dir }: Pick<Config, 'data_dir'>): string =>
  `${placeOf(realpathSync(data_dir)).runtime_dir}-gateway`
