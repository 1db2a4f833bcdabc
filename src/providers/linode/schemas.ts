import { z } from 'zod'

// Tolerant on purpose: a field of an unknown form is as if it were absent, and only what names a thing is required.

const id = z.number().int().positive()
const text = z.string().nullable().catch(null)

export const linodeSchema = z.object({
  id,
  label: z.string().catch(''),
  status: z.string().catch('unknown'),
  region: text,
  type: text,
  created: text,
  // In MB of 2^20 bytes.
  specs: z.object({ disk: z.number().positive() }).nullable().catch(null),
  ipv4: z.array(z.string()).nullable().catch(null),
  backups: z
    .object({
      enabled: z.boolean().nullable().catch(null),
      last_successful: text,
      schedule: z.object({ day: text, window: text }).nullable().catch(null),
    })
    .nullable()
    .catch(null),
})
export type Linode = z.infer<typeof linodeSchema>

export const createdSchema = z.object({ id })

export const backupSchema = z.object({ id, label: text, status: z.string().catch('unknown'), created: z.string() })
export type Backup = z.infer<typeof backupSchema>

/** How much disk it wants, in MB. */
export const backupDisksSchema = z.object({
  disks: z
    .array(z.object({ size: z.number() }))
    .nullable()
    .catch(null),
})

/** Strict where a point would be missing: then the list is no list. */
export const backupsSchema = z.object({
  automatic: z.array(backupSchema),
  snapshot: z.object({ current: backupSchema.nullable() }),
})

/** Strict in what tells events apart: a false match would call a restore done that is not. */
export const eventsSchema = z.object({
  data: z.array(
    z.object({
      id,
      action: z.string(),
      status: z.string(),
      created: text,
      entity: z
        .object({ id: z.union([z.number(), z.string()]).nullable().catch(null), type: text })
        .nullable()
        .catch(null),
      percent_complete: z.number().min(0).max(100).nullable().catch(null),
      message: text,
    }),
  ),
})
export type LinodeEvent = z.infer<typeof eventsSchema>['data'][number]

const monthly = z.object({ monthly: z.number().nonnegative() }).nullable().catch(null)

export const typeSchema = z.object({
  id: z.string().min(1),
  price: monthly,
  disk: z.number().nullable().catch(null),
  region_prices: z.array(z.object({ monthly: z.number() })).catch([]),
  addons: z
    .object({ backups: z.object({ price: monthly }).nullable().catch(null) })
    .nullable()
    .catch(null),
})

export const profileSchema = z.object({ username: text, restricted: z.boolean().nullable().catch(null) })
export const accountSchema = z.object({ company: text, email: text })
export const settingsSchema = z.object({ backups_enabled: z.boolean() })

/** A page of any listing: rows are looked at one by one, so that a strange one does not spoil the rest. */
export const pageSchema = z.object({ data: z.array(z.unknown()).catch([]), results: z.number().int() })
