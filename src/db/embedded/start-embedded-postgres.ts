import { realpathSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { makeDataDirectory } from '../../lib/make-data-directory.ts'
import { StartupError } from '../../lib/startup-error.ts'
import { attach } from './attach.ts'
import { checkOwner } from './check-cluster.ts'
import { lockDataDirectory } from './data-directory-lock.ts'
import type { EmbeddedPostgres, EmbeddedPostgresOptions } from './embedded-postgres.ts'
import { placeOf } from './place.ts'
import { startOwned } from './start-owned.ts'

const attachPollMs = 50
const attachPolls = 1_200

/**
 * Runs Postgres on `<data_dir>/postgres`, made at first use, for as long as this process wants it. The first process on a
 * data directory owns it, which a lock settles; later ones attach. Throws a StartupError that says what to do.
 */
export const startEmbeddedPostgres = async (options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> => {
  makeDataDirectory(options.data_dir)
  const place = placeOf(realpathSync(options.data_dir))
  checkOwner(place)
  for (let poll = 0; poll < attachPolls; poll++) {
    const lock = lockDataDirectory(place.lock_file)
    if (lock !== null) return startOwned(place, lock, options)
    const attached = await attach(place, options.log)
    if (attached !== null) return attached
    if (poll === 0) options.log('Another Backstay process is starting this database. Waiting for it.')
    await delay(attachPollMs)
  }
  throw new StartupError(
    `Another Backstay process holds the data directory ${place.data_dir}, but its database does not answer.`,
    'Stop that process, or look at its log for the cause, and start again.',
  )
}
