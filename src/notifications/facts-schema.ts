import { z } from 'zod'

const Time = z.iso.datetime()

/** Of a run that ended. */
const RunFacts = z.object({
  outcome: z.enum(['succeeded', 'warning', 'failed', 'cancelled', 'expired']),
  code: z.string().optional().describe('The error code, where the run has an error.'),
  server_name: z.string().nullable(),
})

const LapsingFacts = z.union([
  z.object({
    subscription_id: z.string(),
    plan_name: z.string(),
    quantity: z.number().int().describe('How many places.'),
    past_due: z.boolean().describe('True: a payment failed. False: it was ended, or its time is over.'),
    over_at: Time.describe('Until when it counts.'),
  }),
  z.object({ servers: z.number().int().describe('How many servers have no paid place any more.') }),
])

const WeekFacts = z.object({
  until: z.iso.date(),
  servers: z.number().int(),
  protected: z.number().int(),
  unprotected: z.number().int(),
  missed: z.number().int().describe('Servers without a good backup in time.'),
  storage_bytes: z.number(),
  backups_succeeded: z.number().int(),
  backups_warning: z.number().int(),
  backups_failed: z.number().int(),
  restores_succeeded: z.number().int(),
  restores_failed: z.number().int(),
  drills_passed: z.number().int(),
  drills_failed: z.number().int(),
})

const NoFacts = z.object({})

/** What a notice of each kind says in figures. Who records one is held to it by its type, and webhooks are documented from it. */
export const noticeFacts = {
  'target.failing': NoFacts,
  'backup.missed': z.object({ server_name: z.string(), last_backup_at: Time.nullable() }),
  'backup.failed': RunFacts,
  'drill.failed': RunFacts,
  'work.failed': RunFacts,
  'subscription.lapsing': LapsingFacts,
  'backup.warning': RunFacts,
  'backup.recovered': RunFacts.partial({ outcome: true }).describe('Without `outcome` when time alone made it well.'),
  'restore.finished': RunFacts,
  'backup.succeeded': RunFacts,
  'report.weekly': WeekFacts,
  test: NoFacts,
} as const
