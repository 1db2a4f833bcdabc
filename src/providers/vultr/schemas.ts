import { z } from 'zod'
import { isoOf } from './provider-time.ts'

// Tolerant on purpose: a field of an unknown form is as if it were absent, and only what names a thing is required. What is not
// named here is dropped, a new server's `default_password` among it.

const text = z.string().nullable().catch(null)
const number = z.number().nullable().catch(null)

export const instanceSchema = z.object({
  id: z.string().min(1),
  label: text,
  hostname: text,
  region: text,
  plan: text,
  // In GB; 0 where disks are apart from the instance.
  disk: z.number().positive().nullable().catch(null),
  main_ip: text,
  date_created: text,
  status: text,
  power_status: text,
  server_status: text,
  // Null where it is not there: then nobody can tell whether backups are on.
  features: z.array(z.string()).nullable().catch(null),
})
export type Instance = z.infer<typeof instanceSchema>

export const instanceReply = z.object({ instance: instanceSchema })

/** The one answer that tells the password of root. */
export const createdReply = z.object({ instance: z.object({ id: z.string().min(1), default_password: text }) })

export const scheduleReply = z.object({
  backup_schedule: z.object({
    enabled: z.boolean().nullable().catch(null),
    type: text,
    next_scheduled_time_utc: text,
    hour: number,
    dow: number,
  }),
})
export type BackupSchedule = z.infer<typeof scheduleReply>['backup_schedule']

const imageFields = {
  id: z.string().min(1),
  date_created: z.string().refine((date) => isoOf(date) !== null),
  description: text,
  size: number,
  status: z.string(),
}
export const backupSchema = z.object(imageFields)
export const snapshotSchema = z.object({ ...imageFields, date_expires: text })
export type Backup = z.infer<typeof backupSchema>
export type Snapshot = z.infer<typeof snapshotSchema>

export const snapshotReply = z.object({
  snapshot: z.object({ id: z.string().min(1), status: text, description: text }),
})

export const accountReply = z.object({
  account: z.object({ name: text, email: text, acls: z.array(z.string()).nullable().catch(null) }),
})

export const planSchema = z.object({
  id: z.string().min(1),
  monthly_cost: z.number().nonnegative(),
  disk: number,
  locations: z.array(z.string()).nullable().catch(null),
  location_cost: z.record(z.string(), z.object({ monthly_cost: z.number() })).catch({}),
})

/** A page of any listing: rows are looked at one by one, so that a strange one does not spoil the rest. */
export const pageSchema = z
  .object({
    meta: z.object({
      total: z.number().int(),
      links: z.object({ next: z.string().catch('') }).catch({ next: '' }),
    }),
  })
  .loose()
