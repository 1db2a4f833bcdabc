import { join } from 'node:path'
import type { Services } from '../context.ts'
import type { StorePlace } from '../storage/stores.ts'
import type { LocationRow } from './location-queries.ts'
import { BucketCredentials, BucketSettings, DiskSettings } from './schema.ts'

/** What it takes to open a storage location. Holds the keys of the bucket: for the gateway alone. */
export const placeOf = ({ config, secrets }: Pick<Services, 'config' | 'secrets'>, row: LocationRow): StorePlace => {
  const { id, updated_at: version } = row
  if (row.kind === 'disk') {
    const { path } = DiskSettings.parse(row.settings)
    return { id, version, kind: 'disk', path: path === '' ? join(config.data_dir, 'repositories') : path }
  }
  if (row.sealed_credentials === null) throw new Error(`The storage location ${id} has no credentials.`)
  const opened: unknown = JSON.parse(secrets.open('storage_credentials', id, row.sealed_credentials))
  const settings = BucketSettings.parse(row.settings)
  return { id, version, kind: 's3', settings, credentials: BucketCredentials.parse(opened) }
}
