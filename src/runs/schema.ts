import { z } from 'zod'
import { idSchema } from '../lib/ids.ts'
import { listQuery, pageOf } from '../lib/pagination.ts'

export const RunKind = z.enum([
  'enable',
  'disable',
  'schedule',
  'sync',
  'backup',
  'restore',
  'drill',
  'forget',
  'prune',
  'check',
  'scrub',
  'copy',
  'deploy',
  'bulk',
])
export type RunKind = z.infer<typeof RunKind>
export const RunState = z.enum(['queued', 'running', 'finished'])
export type RunState = z.infer<typeof RunState>
export const RunOutcome = z.enum(['succeeded', 'warning', 'failed', 'cancelled', 'expired'])
export type RunOutcome = z.infer<typeof RunOutcome>

/** What earlier work was of, so that one can judge what its durations are worth. */
const pastOf = {
  of_server: z.boolean().optional().describe('All of them were of this very server, not only of its like.'),
  bytes_least: z.number().optional().describe('The smallest image among them, where all of their sizes are known.'),
  bytes_most: z.number().optional(),
}

/** How long the like took before, in seconds; `shortest` and `longest` without the outermost tenth of many. */
export const PastSeconds = z.object({
  usual: z.number(),
  shortest: z.number(),
  longest: z.number(),
  count: z.number(),
  ...pastOf,
})
export type PastSeconds = z.infer<typeof PastSeconds>

/** How far the work is: exact where we know, an estimate where experience tells, else none (DESIGN rule 7). */
export const RunProgress = z.object({
  kind: z.enum(['exact', 'estimate', 'none']),
  percent: z.number().min(0).max(100).optional().describe('Absent for `none`.'),
  note: z.string().optional().describe('What is being done now.'),
  bytes_done: z.number().optional(),
  bytes_total: z.number().optional().describe('Absent while it is not known.'),
  files_done: z.number().optional(),
  files_total: z.number().optional(),
  bytes_per_second: z.number().optional().describe('Over the last while.'),
  seconds_left: z.number().optional().describe('An estimate.'),
  expected: z
    .object({ from_seconds: z.number(), to_seconds: z.number(), based_on: z.number().int(), ...pastOf })
    .optional()
    .describe('After how long it is expected to end, from the shortest and the longest of so many earlier ones.'),
  earlier: z
    .object({ from_seconds: z.number(), to_seconds: z.number(), count: z.number().int() })
    .optional()
    .describe('With `none`: how long earlier ones took, where they are too few or too far apart to expect anything.'),
  down_since: z.iso
    .datetime()
    .optional()
    .describe('Of a restore: since when its server is seen not running. Absent while it runs, or nobody knows.'),
  current_file: z.string().optional(),
})
export type RunProgress = z.infer<typeof RunProgress>

export const RunError = z.object({ code: z.string(), message: z.string() })
export type RunError = z.infer<typeof RunError>
export const RunStats = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
export type RunStats = z.infer<typeof RunStats>

export const Run = z
  .object({
    id: idSchema('run'),
    kind: RunKind,
    organization_id: z.string().nullable().describe("Null for the operators' own, such as the sync of their account."),
    server_id: z.string().nullable(),
    server_name: z.string().nullable().describe('As the server was named then.'),
    provider_account_id: z.string().nullable(),
    parent_run_id: z.string().nullable(),
    state: RunState,
    outcome: RunOutcome.nullable().describe('Null until it is finished.'),
    progress: RunProgress,
    stats: RunStats.describe('Figures of this kind of run, such as how many servers a sync found.'),
    error: RunError.nullable(),
    requested_by: z.object({
      kind: z.enum(['user', 'api_key', 'system', 'anonymous']),
      id: z.string().nullable(),
      name: z.string(),
    }),
    cancel_requested_at: z.iso.datetime().nullable(),
    started_at: z.iso.datetime().nullable(),
    finished_at: z.iso.datetime().nullable(),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'Run' })
export type Run = z.infer<typeof Run>
export const RunPage = pageOf(Run)
export const RunParams = z.object({ run_id: idSchema('run') })

export const ListRunsQuery = listQuery.extend({
  organization_id: z.string().optional(),
  server_id: z.string().optional(),
  provider_account_id: z.string().optional(),
  parent_run_id: z.string().optional(),
  kind: RunKind.optional(),
  state: RunState.optional(),
  outcome: RunOutcome.optional(),
  since: z.iso.datetime().optional().describe('Made then or later.'),
  until: z.iso.datetime().optional().describe('Made before then.'),
  q: z
    .string()
    .trim()
    .max(100)
    .optional()
    .describe(
      'A part of the name of its server or provider account, the id of a run, or words of its error, one of them of three letters at least.',
    ),
})
export type ListRunsQuery = z.infer<typeof ListRunsQuery>

export const RunLogLevel = z.enum(['info', 'warning', 'error'])
export type RunLogLevel = z.infer<typeof RunLogLevel>
export const RunLogLine = z
  .object({
    seq: z.number().int().describe('Rises with each line.'),
    at: z.iso.datetime(),
    level: RunLogLevel,
    message: z.string(),
  })
  .meta({ id: 'RunLogLine' })
export type RunLogLine = z.infer<typeof RunLogLine>
export const RunLogPage = pageOf(RunLogLine)

export const SearchRunLogQuery = listQuery.extend({
  q: z.string().trim().min(2).max(100).describe('A part of the line, without regard to case.'),
  level: RunLogLevel.optional().describe('Lines of this level or a worse one.'),
  organization_id: z.string().max(60).optional(),
  server_id: z.string().max(60).optional(),
  provider_account_id: z.string().max(60).optional(),
  kind: RunKind.optional(),
  since: z.iso.datetime().optional().describe('Of runs made then or later.'),
  until: z.iso.datetime().optional().describe('Of runs made before then.'),
})
export type SearchRunLogQuery = z.infer<typeof SearchRunLogQuery>

/** A line with what one needs to know of its run. */
export const RunLogHit = RunLogLine.extend({
  run_id: idSchema('run'),
  run_kind: RunKind,
  run_created_at: z.iso.datetime(),
  organization_id: z.string().nullable(),
  server_id: z.string().nullable(),
  server_name: z.string().nullable(),
  provider_account_id: z.string().nullable(),
}).meta({ id: 'RunLogHit' })
export type RunLogHit = z.infer<typeof RunLogHit>
export const RunLogHitPage = pageOf(RunLogHit).extend({
  searched_since: z.iso
    .datetime()
    .nullable()
    .describe(
      'The runs made since then have been looked through. A page looks through some thousand runs, so it can hold few lines or none and still have a next. Null: there are none before it.',
    ),
})
export type RunLogHitPage = z.infer<typeof RunLogHitPage>
