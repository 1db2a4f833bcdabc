import { z } from 'zod'
import { idSchema } from '../lib/ids.ts'
import { listQuery, pageOf } from '../lib/pagination.ts'
import { GbMonthPrice } from '../provider-accounts/prices/schema.ts'

/** How long what was removed can be had back. */
export const trashHours = 72

export const DiskSettings = z.object({
  path: z
    .string()
    .max(1_000)
    .regex(/^(\/.*)?$/, 'Expected an absolute path, such as /srv/backups, or none for the data directory.')
    .default('')
    .describe('A folder of the machine that runs the gateway. Empty: in the data directory.'),
})
export const BucketSettings = z.object({
  endpoint: z
    .url({ protocol: /^https?$/, error: 'Expected an address such as https://s3.example.com.' })
    .max(500)
    .refine((text) => !/^https?:\/\/[^/]*@/.test(text), 'Expected an address without a name and password in it.')
    .nullable()
    .default(null)
    .describe("Null: Amazon's own for the region."),
  region: z.string().trim().min(1).max(100).default('us-east-1'),
  bucket: z.string().trim().min(1, 'Expected the name of a bucket.').max(255),
  prefix: z
    .string()
    .max(500)
    .regex(/^([^/\s][^\s]*[^/\s]|[^/\s])?$/, 'Expected a prefix without slashes around it.')
    .default(''),
  path_style: z.boolean().default(true).describe('The bucket in the path: what most servers other than Amazon’s need.'),
})
export type BucketSettings = z.infer<typeof BucketSettings>
export const BucketCredentials = z.object({
  access_key_id: z.string().trim().min(1).max(200),
  secret_access_key: z.string().trim().min(1).max(500),
})
export type BucketCredentials = z.infer<typeof BucketCredentials>

/** What a location costs the operators. 0 is a price, too: of disks that are paid for. */
export const StoragePrice = z.object({
  gb_month: GbMonthPrice,
  as_of: z.iso.date('Expected a date, such as 2026-01-31.').describe('The day that the price is of.'),
})
export type StoragePrice = z.infer<typeof StoragePrice>

const Name = z.string().trim().min(1, 'Expected a name.').max(100)
const FailureDomain = z.string().trim().min(1, 'Expected what is lost together, such as a building.').max(100)

export const StorageLocation = z
  .object({
    id: idSchema('loc'),
    name: z.string(),
    kind: z.enum(['disk', 's3']),
    settings: z.union([DiskSettings, BucketSettings]).describe('Without credentials.'),
    failure_domain: z.string().describe('What is lost together, such as a building.'),
    is_default: z.boolean().describe('New repositories are made here.'),
    repository_count: z.number().int(),
    bytes: z.number().int().describe('Of all its repositories, trash included.'),
    free_bytes: z
      .number()
      .int()
      .nullable()
      .describe(
        'Room left on its disk as the gateway last measured it; null for a bucket, and where it could not tell.',
      ),
    free_at: z.iso.datetime().nullable().describe('When that was measured; null before the first time.'),
    daily_growth_bytes: z
      .number()
      .int()
      .nullable()
      .describe(
        'How much more lies there each day, by the mean of the last 30 days; null while fewer than 7 are on record.',
      ),
    days_left: z
      .number()
      .int()
      .nullable()
      .describe(
        'How many days the room lasts at that growth; null where one of the two is not known, or nothing grows.',
      ),
    price: StoragePrice.nullable().describe('What operators entered; null where nobody did.'),
    monthly_cost: z
      .object({ amount_minor: z.number().int(), currency: z.string() })
      .nullable()
      .describe('Of what lies there now, trash included, at that price; null without one.'),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'StorageLocation' })
export type StorageLocation = z.infer<typeof StorageLocation>
export const StorageLocationPage = pageOf(StorageLocation)
export const StorageLocationParams = z.object({ storage_location_id: idSchema('loc') })
export const ListStorageLocationsQuery = listQuery
export type ListStorageLocationsQuery = z.infer<typeof ListStorageLocationsQuery>

export const CreateStorageLocationInput = z.object({
  name: Name,
  kind: z.enum(['disk', 's3']),
  disk: DiskSettings.optional().describe('For kind disk.'),
  s3: BucketSettings.optional().describe('For kind s3.'),
  credentials: BucketCredentials.optional().describe('For kind s3. Never shown again.'),
  failure_domain: FailureDomain,
  is_default: z.boolean().default(false),
  price: StoragePrice.nullish(),
})
export type CreateStorageLocationInput = z.infer<typeof CreateStorageLocationInput>

export const ChangeStorageLocationInput = z.object({
  name: Name.optional(),
  failure_domain: FailureDomain.optional(),
  is_default: z.literal(true, 'Make another location the default instead.').optional(),
  credentials: BucketCredentials.optional().describe('For kind s3: new keys of the same bucket.'),
  price: StoragePrice.nullable().optional().describe('Null: none is known any more.'),
})
export type ChangeStorageLocationInput = z.infer<typeof ChangeStorageLocationInput>

export const Repository = z
  .object({
    id: idSchema('rep'),
    server_id: idSchema('srv'),
    server_name: z.string(),
    organization_id: z.string(),
    storage_location: z.object({
      id: idSchema('loc'),
      name: z.string(),
      kind: z.enum(['disk', 's3']),
      failure_domain: z.string(),
    }),
    initialized_at: z.iso.datetime().nullable().describe('Null while it is being made.'),
    quota_bytes: z.number().int().nullable(),
    bytes: z.number().int().describe('Exact.'),
    objects: z.number().int(),
    trash_bytes: z.number().int().describe('Removed in the last three days, and still there.'),
    trash_objects: z.number().int(),
    damaged_objects: z.number().int().describe('Found missing or changed by a scrub.'),
    in_maintenance_until: z.iso.datetime().nullable(),
    last_checked_at: z.iso.datetime().nullable(),
    last_check_outcome: z.enum(['passed', 'failed']).nullable(),
    last_pruned_at: z.iso.datetime().nullable(),
    last_scrubbed_at: z.iso.datetime().nullable().describe('Every object was hashed again since then.'),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'Repository' })
export type Repository = z.infer<typeof Repository>
export const RepositoryPage = pageOf(Repository)
export const RepositoryParams = z.object({ repository_id: idSchema('rep') })
export const ListRepositoriesQuery = listQuery.extend({ server_id: z.string().optional() })
export type ListRepositoriesQuery = z.infer<typeof ListRepositoriesQuery>

export const RecoveryKit = z
  .object({
    repository_id: idSchema('rep'),
    server_name: z.string(),
    address: z.string().describe('As restic takes it.'),
    password: z.string().describe('Opens the repository. Keep it away from the backups themselves.'),
    commands: z.array(z.object({ what: z.string(), command: z.string() })).describe('To be run without Backstay.'),
    made_at: z.iso.datetime(),
  })
  .meta({ id: 'RecoveryKit' })
export type RecoveryKit = z.infer<typeof RecoveryKit>

const Usage = {
  bytes: z.number().int().describe('In the repository, after compression and without what is there twice.'),
  objects: z.number().int(),
  trash_bytes: z.number().int().describe('Removed in the last three days, and still there.'),
  recovery_points: z.number().int().describe('File backups that can be restored.'),
}

export const StorageUsage = z
  .object({
    server_id: idSchema('srv'),
    now: z.object({
      at: z.iso.datetime(),
      ...Usage,
      images: z.number().int().describe('Snapshots and native backups that the provider lists.'),
      image_bytes: z.number().int().describe('As the provider counts them.'),
    }),
    history: z
      .array(z.object({ day: z.iso.date(), ...Usage }))
      .describe('Oldest first; a day without a record is left out.'),
  })
  .meta({ id: 'StorageUsage' })
export type StorageUsage = z.infer<typeof StorageUsage>
export const StorageUsageQuery = z.object({
  days: z.coerce.number().int().min(1).max(400).default(90).describe('How many days of history.'),
})
