import { z } from 'zod'

// Tolerant on purpose: a field of an unknown form is as if it were absent, and only what names a thing is required. The
// provider's document is stricter than its replies (usage-based backup plans are not in its enum).

const text = z.string().nullable().catch(null)
const ids = z.array(z.number().int()).nullable().catch(null)
const window = z.object({ start: text }).nullish().catch(null)

export const dropletSchema = z.object({
  id: z.number().int(),
  name: z.string().catch(''),
  status: z.string().catch('unknown'),
  locked: z.boolean().catch(false),
  created_at: text,
  features: z.array(z.string()).catch([]),
  backup_ids: ids,
  snapshot_ids: ids,
  next_backup_window: window,
  // Needs image:read; without it there is no id, and the lists of ids above cannot be believed.
  image: z.object({ id: z.number().int() }).nullable().catch(null),
  size_slug: text,
  // In GB.
  disk: z.number().positive().nullable().catch(null),
  size: z.object({ price_monthly: z.number() }).nullable().catch(null),
  region: z.object({ slug: z.string() }).nullable().catch(null),
  networks: z
    .object({ v4: z.array(z.object({ ip_address: z.string(), type: z.string() })) })
    .nullable()
    .catch(null),
})
export type Droplet = z.infer<typeof dropletSchema>

export const policyRecordSchema = z.object({
  droplet_id: z.number().int(),
  backup_enabled: z.boolean(),
  backup_policy: z
    .object({
      plan: z.string().catch('unknown'),
      weekday: text,
      hour: z.number().int().nullable().catch(null),
    })
    .nullish()
    .catch(null),
  next_backup_window: window,
})
export type PolicyRecord = z.infer<typeof policyRecordSchema>

export const supportedPoliciesSchema = z.object({
  supported_policies: z.array(
    z.object({
      name: z.string(),
      possible_window_starts: z.array(z.number()).catch([]),
      possible_days: z.array(z.string()).catch([]),
    }),
  ),
})
export type SupportedPolicy = z.infer<typeof supportedPoliciesSchema>['supported_policies'][number]

export const imageSchema = z.object({
  id: z.union([z.number().int(), z.string().min(1)]),
  name: z.string().catch(''),
  created_at: z.string(),
  size_gigabytes: z.number().nullable().catch(null),
  type: text,
})
export type Image = z.infer<typeof imageSchema>

export const actionSchema = z.object({
  id: z.number().int(),
  status: z.string(),
  type: z.string().catch('change'),
})
/** Wrapped, as DigitalOcean's own client reads it everywhere; bare, as its document says of image actions. */
export const actionReplySchema = z.union([
  z.object({ action: actionSchema }).transform(({ action }) => action),
  actionSchema,
])

export const createdSchema = z.object({
  droplet: z.object({ id: z.number().int() }),
  links: z
    .object({ actions: z.array(z.object({ id: z.number().int() })) })
    .nullable()
    .catch(null),
})

export const placedImageSchema = z.object({
  image: z.object({ regions: z.array(z.string()), min_disk_size: z.number().nullable().catch(null) }),
})

export const accountSchema = z.object({
  account: z.object({
    email: z.string().nullable().catch(null),
    team: z.object({ name: z.string() }).nullable().catch(null),
  }),
})

export const sizeSchema = z.object({
  slug: z.string().min(1),
  price_monthly: z.number().nonnegative(),
  disk: z.number().nonnegative().nullable().catch(null),
  regions: z.array(z.string()).nullable().catch(null),
  available: z.boolean().catch(true),
})
export type Size = z.infer<typeof sizeSchema>

/** A page of any listing: rows are looked at one by one, so that a strange one does not spoil the rest. */
export const pageSchema = z.object({ meta: z.object({ total: z.number().int() }) }).loose()
