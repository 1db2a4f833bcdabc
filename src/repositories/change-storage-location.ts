import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction } from '../context.ts'
import { AppError, invalidField } from '../lib/errors.ts'
import { getStorageLocation } from './get-storage-location.ts'
import { clearDefaultLocation, isNameTaken, updateLocation } from './location-queries.ts'
import type { ChangeStorageLocationInput, StorageLocation } from './schema.ts'

/** Renames a location, makes it the default, or gives it new keys. Where it is never changes: repositories lie there. */
export const changeStorageLocation = (
  ctx: Context,
  input: ChangeStorageLocationInput & { storage_location_id: string },
): Promise<StorageLocation> =>
  inTransaction(ctx, async (ctx) => {
    const { storage_location_id, name, failure_domain, credentials } = input
    const before = await getStorageLocation(ctx, { storage_location_id })
    if (credentials !== undefined && before.kind === 'disk')
      throw invalidField('credentials', 'A folder needs none. Leave credentials out.')
    if (name !== undefined && (await isNameTaken(ctx.db, name, before.id))) throw new AppError('already_exists')
    const now = ctx.clock.now()
    const becomesDefault = input.is_default === true && !before.is_default
    if (becomesDefault) await clearDefaultLocation(ctx.db, now)
    await updateLocation(ctx.db, before.id, {
      ...(name === undefined ? {} : { name }),
      ...(failure_domain === undefined ? {} : { failure_domain }),
      ...(becomesDefault ? { is_default: true } : {}),
      ...(credentials === undefined
        ? {}
        : { sealed_credentials: ctx.secrets.seal('storage_credentials', before.id, JSON.stringify(credentials)) }),
      updated_at: now,
    })
    const after = await getStorageLocation(ctx, { storage_location_id })
    const facts = (location: StorageLocation) => ({
      name: location.name,
      failure_domain: location.failure_domain,
      is_default: location.is_default,
    })
    await recordChange(ctx, {
      action: credentials === undefined ? 'storage_location.changed' : 'storage_location.credentials_changed',
      organization_id: null,
      target: { id: before.id, name: after.name },
      before: facts(before),
      after: facts(after),
    })
    return after
  })
