import { z } from 'zod'
import { idSchema } from '../lib/ids.ts'
import { listQuery, pageOf } from '../lib/pagination.ts'
import { Health } from '../servers/health/schema.ts'

/** What a drill found, kept as it was. */
export const DrillEvidence = z.object({
  restored: z
    .enum(['all', 'sample', 'server'])
    .describe('`sample`: the files the agent hashed, where the whole is too large; `server`: an image, as a server.'),
  problems: z.array(z.object({ path: z.string().nullable(), message: z.string() })).describe('The first 100.'),
  compared: z
    .array(
      z.object({
        path: z.string(),
        sha256: z.string(),
        result: z
          .enum(['same', 'different', 'missing', 'changed'])
          .describe('`changed`: it was written to while it was backed up, and proves nothing.'),
      }),
    )
    .describe('Restored files against the hashes the agent took of the originals.'),
  restic_exit: z.string().nullable().describe('Null for images.'),
  seconds: z.number(),
  server: z
    .object({
      name: z.string(),
      region: z.string(),
      size: z.string(),
      cost_at_most: z.object({ amount_minor: z.number().int(), currency: z.string() }),
      health: Health.nullable(),
      destroyed_at: z.iso.datetime(),
    })
    .optional()
    .describe('The throw-away server that was made of an image.'),
})
export type DrillEvidence = z.infer<typeof DrillEvidence>

export const Drill = z
  .object({
    id: idSchema('drl'),
    run_id: idSchema('run'),
    server_id: idSchema('srv'),
    recovery_point_id: idSchema('rcp'),
    passed: z.boolean(),
    files: z.number().int(),
    bytes: z.number().int(),
    evidence: DrillEvidence,
    finished_at: z.iso.datetime(),
  })
  .meta({ id: 'Drill' })
export type Drill = z.infer<typeof Drill>
export const DrillPage = pageOf(Drill)
export const DrillStarted = z.object({ run_id: idSchema('run') }).meta({ id: 'DrillStarted' })
export const DrillPointParams = z.object({ recovery_point_id: idSchema('rcp') })
export const ListDrillsQuery = listQuery
export type ListDrillsQuery = z.infer<typeof ListDrillsQuery>
