import type { Services } from '../context.ts'
import { StartupError } from '../lib/startup-error.ts'
import { ensureInstallationRow } from './queries.ts'

/**
 * Makes the installation's row on the first start and checks the root key against it on all others. Throws a StartupError when
 * the key is not the one that sealed this database's secrets.
 */
export const ensureInstallation = async ({
  db,
  clock,
  secrets,
}: Pick<Services, 'db' | 'clock' | 'secrets'>): Promise<void> => {
  const row = await ensureInstallationRow(db, {
    name: 'Backstay',
    root_key_fingerprint: secrets.fingerprint,
    created_at: clock.now(),
  })
  if (row.root_key_fingerprint === secrets.fingerprint) return
  throw new StartupError(
    `The root key does not fit this database: this key is ${secrets.fingerprint}, but ${row.root_key_fingerprint} sealed the secrets here.`,
    'Set BACKSTAY_SECRET_KEY, or put the file secret.key into the data directory, as they were when this database was made. Nothing was changed.',
  )
}
