import type { StorageLocation } from '../../../src/repositories/schema.ts'

/** Where a location is: a folder, or a bucket with what lies before its keys and who serves it. */
export function locationPlace({ settings }: Pick<StorageLocation, 'settings'>): string {
  if ('path' in settings) return settings.path === '' ? 'in the data directory' : settings.path
  const inside = [settings.bucket, settings.prefix].filter(Boolean).join('/')
  return `${inside} at ${settings.endpoint?.replace(/^https?:\/\//, '') ?? `Amazon S3, ${settings.region}`}`
}

export const kindWords: Record<StorageLocation['kind'], string> = { disk: 'Disk', s3: 'S3' }
