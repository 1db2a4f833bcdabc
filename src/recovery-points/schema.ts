import { z } from 'zod'
import { idSchema } from '../lib/ids.ts'
import { listQuery, pageOf } from '../lib/pagination.ts'

export const RecoveryPointMethod = z.enum(['native', 'snapshot', 'files'])
export const RecoveryPointState = z.enum(['available', 'forgotten', 'gone'])
/** How one stands for whoever wants it back. Whatever shows or counts such ones asks for them by this. */
export const RecoveryPointStanding = z.enum(['restorable', 'expired', 'gone'])
export const RecoveryPointOutcome = z.enum(['succeeded', 'warning'])
export const PointWarning = z.object({ code: z.string(), message: z.string() })
export type PointWarning = z.infer<typeof PointWarning>

/** It names files as no machine can: nothing of it is listed, downloaded or restored. */
export const unsafeWarning = 'unsafe_snapshot'

/** What the snapshot says of itself, on which nothing is decided; only `safety` is said by the orders of its run, and `converted` by the provider's lists. */
export const PointFacts = z.object({
  paths: z.array(z.string()).default([]),
  host: z.string().nullable().default(null),
  tags: z.array(z.string()).default([]),
  restic_version: z.string().nullable().default(null),
  /** What was there before a restore: the way back from it. */
  safety: z.boolean().default(false),
  /** A snapshot that the provider made of one of its own backups: as such it was taken, and in time. */
  converted: z.boolean().default(false),
})
export type PointFacts = z.infer<typeof PointFacts>

/** Objects it needs were found damaged. */
export const PointDamage = z.object({
  found_at: z.string(),
  objects: z.number().int().default(0),
  files: z.number().int().nullable().default(null).describe('Null: all of them, or it cannot be told.'),
  paths: z
    .array(z.string())
    .default([])
    .describe('The first 100; a folder ends with a slash and stands for all in it.'),
})
export type PointDamage = z.infer<typeof PointDamage>

export const RecoveryPoint = z
  .object({
    id: idSchema('rcp'),
    server_id: idSchema('srv'),
    protection_id: z.string().nullable(),
    method: RecoveryPointMethod,
    source: z.string().describe('What it is of: `files`, or a dump such as postgresql:shop.'),
    ref: z.string().describe("restic's id of the snapshot, or the provider's of the image."),
    run_id: z.string().nullable().describe('The run that made it; null when no run here asked for it.'),
    taken_at: z.iso.datetime().describe("When it arrived, by this installation's clock."),
    state: RecoveryPointState.describe('`forgotten`: let go by retention; `gone`: no longer where it was.'),
    outcome: RecoveryPointOutcome,
    warning: PointWarning.nullable(),
    needs_look: z.boolean().describe('Retention deletes nothing until somebody has acknowledged it.'),
    acknowledged_at: z.iso.datetime().nullable(),
    acknowledged_by: z.string().nullable(),
    size_bytes: z.number().int().nullable(),
    added_bytes: z.number().int().nullable().describe('What it added to the repository.'),
    file_count: z.number().int().nullable(),
    paths: z.array(z.string()),
    kept_because: z.array(z.string()).nullable().describe('The last decision of retention, such as "daily 3 of 30".'),
    expires_at: z.iso
      .datetime()
      .nullable()
      .describe(
        'When retention or the provider lets it go if every backup succeeds and no rule changes; null when nobody knows.',
      ),
    expired: z
      .boolean()
      .describe(
        'An image whose time at its provider is over, and which no list has shown since: it cannot be restored.',
      ),
    missing_since: z.iso
      .datetime()
      .nullable()
      .describe(
        'Since when the lists of its provider come without it. It counts as gone once another list, or a day of empty ones, says the same.',
      ),
    forgotten_at: z.iso.datetime().nullable(),
    purge_after: z.iso.datetime().nullable().describe('Until then a forgotten one can be brought back.'),
    kept_until: z.iso
      .datetime()
      .nullable()
      .describe('Somebody brought it back from the trash: no retention lets it go before then.'),
    proven_at: z.iso.datetime().nullable().describe('When a drill last restored it.'),
    damage: PointDamage.nullable(),
    browsable: z.boolean().describe('Its folders and files can be listed.'),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'RecoveryPoint' })
export type RecoveryPoint = z.infer<typeof RecoveryPoint>
export const RecoveryPointPage = pageOf(RecoveryPoint)
export const RecoveryPointParams = z.object({ recovery_point_id: idSchema('rcp') })

export const ListRecoveryPointsQuery = listQuery.extend({
  method: RecoveryPointMethod.optional(),
  source: z.string().max(300).optional(),
  state: RecoveryPointState.optional(),
  outcome: RecoveryPointOutcome.optional(),
  standing: RecoveryPointStanding.optional().describe(
    '`restorable`: there, and not past the time of its provider; `expired`: let go by retention, or past that time; `gone`: no longer where it was.',
  ),
  from: z.iso.datetime().optional().describe('Taken then or later.'),
  to: z.iso.datetime().optional().describe('Taken before.'),
})
export type ListRecoveryPointsQuery = z.infer<typeof ListRecoveryPointsQuery>

export const RecoveryPointCounts = z
  .object({
    total: z.number().int(),
    restorable: z.number().int().describe('All with the standing `restorable`.'),
    kinds: z.array(
      z.object({
        method: RecoveryPointMethod,
        state: RecoveryPointState,
        outcome: RecoveryPointOutcome,
        standing: RecoveryPointStanding,
        count: z.number().int(),
      }),
    ),
  })
  .meta({ id: 'RecoveryPointCounts' })
export type RecoveryPointCounts = z.infer<typeof RecoveryPointCounts>

export const AcknowledgeInput = z.object({
  and_older: z.boolean().optional().describe('Also all of this server that are older and need a look.'),
})
export type AcknowledgeInput = z.infer<typeof AcknowledgeInput>
export const KeepStarted = z.object({ run_id: idSchema('run') }).meta({ id: 'KeepStarted' })
