import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { placeOf } from '../db/embedded/place.ts'

/**
 * The unix socket on which the gateway of a data directory answers restic processes of the same machine. In a
 * folder of its own: the one of the embedded Postgres goes when that stops.
 */
export const gatewaySocketPath = ({ data_dir }: Pick<Config, 'data_dir'>): string =>
  join(`${placeOf(realpathSync(data_dir)).runtime_dir}-gateway`, 'socket')
