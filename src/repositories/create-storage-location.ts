import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction, requireOperator } from '../context.ts'
import { AppError, invalidField } from '../lib/errors.ts'
import { getStorageLocation } from './get-storage-location.ts'
import { clearDefaultLocation, insertLocation, isNameTaken } from './location-queries.ts'
import type { CreateStorageLocationInput, StorageLocation } from './schema.ts'

/** Adds a place where repositories can lie. The gateway opens it when the first one is made there. */
export const createStorageLocation = async (
  ctx: Context,
  input: CreateStorageLocationInput,
): Promise<StorageLocation> => {
  requireOperator(ctx.caller)
  const { name, kind, failure_domain, is_default, credentials } = input
  const settings = kind === 'disk' ? (input.disk ?? { path: '' }) : input.s3
  if (settings === undefined) throw invalidField('s3', 'Say which bucket: a location of kind s3 needs it.')
  if (kind === 's3' && credentials === undefined)
    throw invalidField('credentials', 'Give the keys of the bucket: a location of kind s3 needs them.')
  const id = ctx.ids.make('loc')
  return inTransaction(ctx, async (ctx) => {
    if (await isNameTaken(ctx.db, name, null)) throw new AppError('already_exists')
    const now = ctx.clock.now()
    if (is_default) await clearDefaultLocation(ctx.db, now)
    await insertLocation(ctx.db, {
      id,
      name,
      kind,
      settings: JSON.stringify(settings),
      sealed_credentials:
        credentials === undefined || kind === 'disk'
          ? null
          : ctx.secrets.seal('storage_credentials', id, JSON.stringify(credentials)),
      failure_domain,
      is_default,
      created_at: now,
      updated_at: now,
    })
    await recordChange(ctx, {
      action: 'storage_location.created',
      organization_id: null,
      target: { id, name },
      after: { name, kind, settings, failure_domain, is_default },
    })
    return getStorageLocation(ctx, { storage_location_id: id })
  })
}
