import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction, requireOperator } from '../context.ts'
import { AppError, invalidField } from '../lib/errors.ts'
import { checkPlace } from './check-place.ts'
import { getStorageLocation } from './get-storage-location.ts'
import { clearDefaultLocation, insertLocation, isNameTaken, type LocationRow } from './location-queries.ts'
import { placeOf } from './place-of.ts'
import { priceColumns } from './price-columns.ts'
import type { CreateStorageLocationInput, StorageLocation } from './schema.ts'

/** Adds a place where repositories can lie, once something could be written there and read back. */
export const createStorageLocation = async (
  ctx: Context,
  input: CreateStorageLocationInput,
): Promise<StorageLocation> => {
  requireOperator(ctx.caller)
  const { name, kind, failure_domain, is_default } = input
  const row = rowOf(ctx, input)
  if (await isNameTaken(ctx.db, name, null)) throw new AppError('already_exists')
  await checkPlace(ctx, placeOf(ctx, row))
  return inTransaction(ctx, async (ctx) => {
    if (await isNameTaken(ctx.db, name, null)) throw new AppError('already_exists')
    if (is_default) await clearDefaultLocation(ctx.db, row.created_at)
    await insertLocation(ctx.db, { ...row, settings: JSON.stringify(row.settings) })
    await recordChange(ctx, {
      action: 'storage_location.created',
      organization_id: null,
      target: { id: row.id, name },
      after: { name, kind, settings: row.settings, failure_domain, is_default, price: input.price ?? null },
    })
    return getStorageLocation(ctx, { storage_location_id: row.id })
  })
}

const rowOf = (ctx: Context, input: CreateStorageLocationInput): LocationRow => {
  const { name, kind, failure_domain, is_default, credentials } = input
  const settings = kind === 'disk' ? (input.disk ?? { path: '' }) : input.s3
  if (settings === undefined) throw invalidField('s3', 'Say which bucket: a location of kind s3 needs it.')
  if (kind === 's3' && credentials === undefined)
    throw invalidField('credentials', 'Give the keys of the bucket: a location of kind s3 needs them.')
  const id = ctx.ids.make('loc')
  const now = ctx.clock.now()
  const keys = kind === 'disk' ? undefined : credentials
  const sealed_credentials =
    keys === undefined ? null : ctx.secrets.seal('storage_credentials', id, JSON.stringify(keys))
  return {
    id,
    name,
    kind,
    settings,
    sealed_credentials,
    failure_domain,
    is_default,
    free_bytes: null,
    free_at: null,
    ...priceColumns(ctx.clock, input.price ?? null),
    created_at: now,
    updated_at: now,
  }
}
