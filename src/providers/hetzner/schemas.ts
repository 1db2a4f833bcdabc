import { z } from 'zod'
import { toIso } from '../../lib/clock.ts'

// Tolerant on purpose: a field of an unknown form is as if it were absent, and only what names a thing is required.

const id = z.number().int().positive()

/** Times come as `2016-01-30T23:55:00+00:00`; ours are in UTC with milliseconds. */
const time = z
  .string()
  .refine((text) => !Number.isNaN(Date.parse(text)))
  .transform((text) => toIso(Date.parse(text)))

const named = z.object({ name: z.string() }).nullable().catch(null)

export const serverSchema = z.object({
  id,
  name: z.string().catch(''),
  status: z.string().catch('unknown'),
  locked: z.boolean().catch(false),
  created: time.nullable().catch(null),
  // Null: backups are off. Absent: nobody knows.
  backup_window: z.string().min(1).nullable().optional().catch(undefined),
  // The disk in GB; the server's own says how large it is after a change of type that left it as it was.
  server_type: z
    .object({ name: z.string(), disk: z.number().positive().nullable().catch(null) })
    .nullable()
    .catch(null),
  primary_disk_size: z.number().positive().nullable().catch(null),
  location: named,
  // Announced to go; where a reply has no location yet, it is in here.
  datacenter: z.object({ location: named }).nullable().catch(null),
  public_net: z
    .object({ ipv4: z.object({ ip: z.string() }).nullable().catch(null) })
    .nullable()
    .catch(null),
})
export type HetznerServer = z.infer<typeof serverSchema>

export const imageSchema = z.object({
  id,
  type: z.string(),
  status: z.string().catch('available'),
  description: z.string().catch(''),
  created: time,
  image_size: z.number().nonnegative().nullable().catch(null),
  // Of backups only.
  bound_to: id.nullable().catch(null),
  created_from: z.object({ id }).nullable().catch(null),
  deleted: z.string().nullable().catch(null),
})
export type Image = z.infer<typeof imageSchema>

export const sizedImageSchema = z.object({
  image: z.object({ disk_size: z.number().nullable().catch(null), architecture: z.string().nullable().catch(null) }),
})

export const serverTypeSchema = z.object({
  id,
  name: z.string().min(1),
  disk: z.number(),
  architecture: z.string().nullable().catch(null),
})

export const actionSchema = z.object({
  id,
  status: z.string(),
  command: z.string().catch('change'),
  progress: z.number().min(0).max(100).nullable().catch(null),
  error: z
    .object({ code: z.string().catch(''), message: z.string().catch('') })
    .nullable()
    .catch(null),
})

/** Told once and never again: null where the server takes SSH keys. */
const rootPassword = z.string().min(1).nullable().catch(null)

export const startedSchema = z.object({ action: actionSchema, root_password: rootPassword })

export const createdSchema = z.object({
  server: z.object({ id }),
  action: actionSchema.nullable().catch(null),
  root_password: rootPassword,
})

export const pageSchema = z
  .object({
    meta: z.object({
      pagination: z.object({
        next_page: z.number().int().nullable(),
        // "Can be null if unknown."
        total_entries: z.number().int().nullable(),
      }),
    }),
  })
  .loose()

const amount = z.string().regex(/^\d+(\.\d+)?$/)
const price = z.object({ net: amount })

export const serverTypePricesSchema = z.object({
  name: z.string().min(1),
  prices: z.array(z.object({ location: z.string(), price_monthly: price })).min(1),
})

export const pricingSchema = z.object({
  pricing: z.object({
    currency: z.string().regex(/^[A-Z]{3}$/),
    server_types: z.array(z.unknown()),
    server_backup: z.object({ percentage: amount }),
    image: z.object({ price_per_gb_month: price }),
  }),
})
