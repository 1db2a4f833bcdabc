import type { Services } from '../context.ts'
import { findDefaultLocation, insertFirstLocation } from './location-queries.ts'

/** At start: makes the storage location that is there without anybody asking, a folder in the data directory. */
export const ensureDefaultLocation = async ({ db, ids, clock }: Services): Promise<void> => {
  if ((await findDefaultLocation(db)) !== undefined) return
  const now = clock.now()
  await insertFirstLocation(db, {
    id: ids.make('loc'),
    name: 'This machine',
    kind: 'disk',
    settings: JSON.stringify({ path: '' }),
    failure_domain: 'this machine',
    is_default: true,
    created_at: now,
    updated_at: now,
  })
}
