import { z } from 'zod'
import { idSchema } from '../lib/ids.ts'
import { listQuery, pageOf } from '../lib/pagination.ts'

/** What a drill found, kept as it was. */
export const DrillEvidence = z.object({
  restored: z.enum(['all', 'sample']).describe('`sample`: the files the agent hashed, where the whole is too large.'),
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
  restic_exit: z.string(),
  seconds: z.number(),
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
