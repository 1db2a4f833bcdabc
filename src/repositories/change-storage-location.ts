import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction } from '../context.ts'
import { AppError, invalidField, notFound } from '../lib/errors.ts'
import { markFactsDue } from '../servers/mark-facts-due.ts'
import { checkPlace } from './check-place.ts'
import { getStorageLocation } from './get-storage-location.ts'
import {
  clearDefaultLocation,
  findLocation,
  isNameTaken,
  listServersAtAcrossOrganizations,
  updateLocation,
} from './location-queries.ts'
import { placeOf } from './place-of.ts'
import { priceColumns } from './price-columns.ts'
import type { ChangeStorageLocationInput, StorageLocation } from './schema.ts'

type Input = ChangeStorageLocationInput & { storage_location_id: string }
type Columns = { sealed_credentials?: string } & Partial<ReturnType<typeof priceColumns>>

/**
 * Renames a location, says what it costs, makes it the default, or gives it new keys; the latter two once something could be written
 * there and read back. Where it is never changes: repositories lie there.
 */
export const changeStorageLocation = async (ctx: Context, input: Input): Promise<StorageLocation> => {
  const { storage_location_id, name, credentials } = input
  const known = await getStorageLocation(ctx, { storage_location_id })
  if (credentials !== undefined && known.kind === 'disk')
    throw invalidField('credentials', 'A folder needs none. Leave credentials out.')
  if (name !== undefined && (await isNameTaken(ctx.db, name, known.id))) throw new AppError('already_exists')
  const sealed =
    credentials === undefined
      ? {}
      : { sealed_credentials: ctx.secrets.seal('storage_credentials', known.id, JSON.stringify(credentials)) }
  const price = input.price === undefined ? {} : priceColumns(ctx.clock, input.price)
  const row = await findLocation(ctx.db, storage_location_id)
  if (row === undefined) throw notFound()
  if (credentials !== undefined || (input.is_default === true && !known.is_default))
    await checkPlace(ctx, placeOf(ctx, { ...row, ...sealed }))
  return inTransaction(ctx, (ctx) => write(ctx, input, { ...sealed, ...price }))
}

const write = async (ctx: Context, input: Input, columns: Columns): Promise<StorageLocation> => {
  const { storage_location_id, name, failure_domain, credentials } = input
  const before = await getStorageLocation(ctx, { storage_location_id })
  if (name !== undefined && (await isNameTaken(ctx.db, name, before.id))) throw new AppError('already_exists')
  const now = ctx.clock.now()
  const becomesDefault = input.is_default === true && !before.is_default
  if (becomesDefault) await clearDefaultLocation(ctx.db, now)
  await updateLocation(ctx.db, before.id, {
    ...(name === undefined ? {} : { name }),
    ...(failure_domain === undefined ? {} : { failure_domain }),
    ...(becomesDefault ? { is_default: true } : {}),
    ...columns,
    updated_at: now,
  })
  const after = await getStorageLocation(ctx, { storage_location_id })
  await recordChange(ctx, {
    action: credentials === undefined ? 'storage_location.changed' : 'storage_location.credentials_changed',
    organization_id: null,
    target: { id: before.id, name: after.name },
    before: factsOf(before),
    after: factsOf(after),
  })
  if (after.failure_domain !== before.failure_domain)
    await markFactsDue(ctx, { server_ids: await listServersAtAcrossOrganizations(ctx.db, before.id) })
  return after
}

const factsOf = ({ name, failure_domain, is_default, price }: StorageLocation) => ({
  name,
  failure_domain,
  is_default,
  price,
})
