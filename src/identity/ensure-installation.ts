import { inTransaction, type Services } from '../context.ts'
import { StartupError } from '../lib/startup-error.ts'
import { ensureInstallation as ensure } from './queries.ts'

/**
 * Makes the installation's row on the first start and checks the root key against it on all others. Throws a StartupError when
 * the key is not the one that sealed this database's secrets.
 */
export const ensureInstallation = (services: Services): Promise<{ created: boolean }> =>
  inTransaction(services, async ({ db, clock, secrets }) => {
    const created_at = clock.now()
    const row = await ensure(db, { name: 'Backstay', root_key_fingerprint: secrets.fingerprint, created_at })
    if (row.root_key_fingerprint !== secrets.fingerprint) {
      throw new StartupError(
        `The root key does not fit this database: it is ${secrets.fingerprint}, and ${row.root_key_fingerprint} sealed the secrets here.`,
        'Set BACKSTAY_SECRET_KEY, or put the file secret.key into the data directory, as they were when this database was made. Nothing was changed.',
      )
    }
    return { created: row.created_at === created_at }
  })
