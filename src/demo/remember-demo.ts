import type { Config } from '../config.ts'
import type { Db } from '../db/database.ts'
import { findInstallation } from '../installation/queries.ts'
import type { Clock } from '../lib/clock.ts'
import { insertDemo } from './queries.ts'

/**
 * Writes down that this installation is to have the demo: BACKSTAY_DEMO says so, or by default its embedded database is brand-new.
 * To be called before the installation's row is made, so that a crash between the two forgets nothing. A demo that is there, or
 * was removed, stays so, whatever is configured.
 */
export const rememberDemo = async (parts: {
  config: Pick<Config, 'demo'>
  database: { readonly db: Db; readonly kind: 'embedded' | 'external' }
  clock: Clock
}): Promise<void> => {
  const { config, database, clock } = parts
  const isNew = database.kind === 'embedded' && (await findInstallation(database.db)) === undefined
  if (!(config.demo ?? isNew)) return
  const now = clock.now()
  await insertDemo(database.db, { state: 'wanted', ports: '{}', created_at: now, updated_at: now })
}
