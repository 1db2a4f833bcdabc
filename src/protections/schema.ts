import { z } from 'zod'
import { BackupScope } from '../agent-protocol/messages.ts'
import { Entitlement } from '../billing/schema.ts'
import { idSchema } from '../lib/ids.ts'
import { RetentionRules } from '../recovery-points/retention/schema.ts'
import { NativeScheduleShape, ServerParams } from '../servers/schema.ts'
import { RunSchedule } from './schedule/schema.ts'

export const methods = ['native', 'snapshot', 'files'] as const
export const Method = z.enum(methods)
export type Method = z.infer<typeof Method>

export const phases = ['idle', 'enabling', 'disabling', 'paused', 'needs_operator', 'failed'] as const
export const Phase = z.enum(phases)
export type Phase = z.infer<typeof Phase>

/** A change at the provider that was sent, or was about to be. Written and committed before it is sent. */
export const Attempt = z.object({
  kind: z.enum(['enable', 'disable', 'schedule']),
  /** ISO; of the first time it was sent. */
  started_at: z.string(),
  /** `waiting`: wished for, and not sent yet. `sending`: written before the call; seen again only after a crash. `unknown`: no answer came. */
  outcome: z.enum(['waiting', 'sending', 'sent', 'unknown']),
  sends: z.number().int(),
  /** The provider's own operation to follow. */
  action: z.string().nullable(),
  /** The server's add-ons before a purchase, to learn from what appears which of them it is. */
  addons_before: z.array(z.number()).nullable(),
  /** Of a change of schedule: what is wished for, and how long backups are kept then. */
  change: z.object({ schedule: NativeScheduleShape, retention_days: z.number().int() }).optional(),
})
export type Attempt = z.infer<typeof Attempt>

export const Reason = z.object({ code: z.string(), message: z.string() })
export type Reason = z.infer<typeof Reason>

export const Protection = z
  .object({
    id: idSchema('prt'),
    server_id: idSchema('srv'),
    method: Method,
    desired_state: z.enum(['on', 'off']),
    observed_state: z.enum(['on', 'off', 'unknown']),
    observed_at: z.iso.datetime().nullable(),
    phase: Phase,
    reason: Reason.nullable().describe('Why it stands in this phase, and what to do.'),
    drift: z.boolean().describe('Desired and observed differ with nothing under way.'),
    plan_id: z.string().nullable().describe('The plan whose place it takes.'),
    retention_days: z.number().int().nullable(),
    run_id: z.string().nullable().describe('The run that shows the last change.'),
    schedule: RunSchedule.nullable().describe('When Backstay takes backups; null where the provider chooses.'),
    retention: RetentionRules.nullable().describe('What is kept; null where the provider chooses.'),
    settings: BackupScope.nullable().describe('What is taken of the files; null for images.'),
    next_run_at: z.iso.datetime().nullable(),
    retention_held: Reason.extend({ since: z.iso.datetime() })
      .nullable()
      .describe('Why nothing is removed for now, though the retention would let it go.'),
    beyond_subscription: z
      .boolean()
      .describe('It goes on although no place is paid for: its cost is the operators’ until one of them decides.'),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'Protection' })
export type Protection = z.infer<typeof Protection>
export const ProtectionList = z.object({ data: z.array(Protection), next_cursor: z.null() })

export const ToggleInput = z.object({
  enable: z.boolean(),
  methods: z
    .array(Method)
    .min(1)
    .optional()
    .describe(
      'Default: the provider’s own where they keep what a plan promises, else files where an agent runs; with enable false, all of them.',
    ),
  plan_id: idSchema('pln')
    .optional()
    .describe('Which plan’s place to take. Default: the one with the shortest retention that has one free.'),
  confirm: z
    .string()
    .max(255)
    .optional()
    .describe('The server’s name, where switching off would destroy recovery points (409 says so and names them).'),
  retention_days: z
    .number()
    .int()
    .min(1)
    .max(36_500)
    .optional()
    .describe(
      'For how long at least. Files: the last backup of each of so many days is kept; the provider’s own backups count where they are kept as long.',
    ),
  schedule: RunSchedule.optional().describe(
    'When backups are made. The provider’s own take one a day or a week, where the provider offers that choice, in the window that holds the time; without methods it chooses files.',
  ),
  retention: RetentionRules.optional().describe(
    'What is kept of files, in place of retention_days. Only files take it.',
  ),
  settings: BackupScope.optional().describe('What is taken of the files. Only files take it.'),
  paths: BackupScope.shape.paths
    .min(1)
    .optional()
    .describe('The folders alone, in place of settings: everything else stays as it is set, or by default.'),
})
export type ToggleInput = z.infer<typeof ToggleInput>

export const ProtectionParams = ServerParams.extend({ method: Method })
export const SwitchOffQuery = z.object({ confirm: ToggleInput.shape.confirm })

export const ConfigureInput = z.object({
  schedule: RunSchedule.optional(),
  retention: RetentionRules.optional(),
  settings: BackupScope.optional(),
})
export type ConfigureInput = z.infer<typeof ConfigureInput>

export const BackUpNowInput = z.object({
  method: z.enum(['files', 'snapshot']).optional().describe('Default: files where these are on, else a snapshot.'),
  let_go: idSchema('rcp')
    .optional()
    .describe('The snapshot that may be deleted for the new one where all slots are taken; a refusal names it.'),
})
export type BackUpNowInput = z.infer<typeof BackUpNowInput>

export const BackupStarted = z.object({ run_id: idSchema('run') }).meta({ id: 'BackupStarted' })

export const Toggled = z
  .object({
    success: z.literal(true),
    message: z.string(),
    server_id: idSchema('srv'),
    backups_enabled: z.boolean().describe('As the provider confirmed it.'),
    run_id: idSchema('run').optional().describe('With 202: what to follow.'),
  })
  .meta({ id: 'Toggled' })
export type Toggled = z.infer<typeof Toggled>

export const PlaceUse = Entitlement.shape.plans.element
  .extend({ places_used: z.number().int().describe('Servers that take a place; more than `places` after it shrank.') })
  .meta({ id: 'PlaceUse' })
export type PlaceUse = z.infer<typeof PlaceUse>
export const PlanPlaces = z
  .object({
    plan_id: idSchema('pln'),
    organizations: z.number().int().describe('That have places of it now.'),
    places: z.number().int(),
    places_used: z.number().int().describe('Servers that take a place: those of the list with this `plan_id`.'),
  })
  .meta({ id: 'PlanPlaces' })
export type PlanPlaces = z.infer<typeof PlanPlaces>
export const PlanPlacesList = z.object({ data: z.array(PlanPlaces), next_cursor: z.null() })
export const PlaceUseList = z.object({ data: z.array(PlaceUse), next_cursor: z.null() })

export const PlacePreviewInput = z.object({
  server_ids: z.array(idSchema('srv')).min(1).max(1_000),
  together: z
    .boolean()
    .default(false)
    .describe('Deals the places out in this order, as bulk work does. Otherwise each server is looked at by itself.'),
})
export type PlacePreviewInput = z.infer<typeof PlacePreviewInput>

export const ServerPlace = z
  .object({
    server_id: idSchema('srv'),
    kind: z
      .enum(['free', 'taken', 'unfit', 'not_covered', 'no_subscription'])
      .describe(
        '`free`: switching on takes this place. `taken`: all that fit are in use. `unfit`: plans promise more than the method keeps.',
      ),
    method: z.enum(['native', 'files']).describe('How it would be protected where nobody names a method.'),
    plan_id: z.string().nullable().describe('Whose place it would take; null where there is none.'),
    plan_name: z.string().nullable(),
    held: z.boolean().describe('The server has this place already.'),
    otherwise: z
      .boolean()
      .describe('There is none for what it would get by itself, and one for a method that somebody names.'),
    words: z.string().describe('The same in words, as part of a sentence.'),
  })
  .meta({ id: 'ServerPlace' })
export type ServerPlace = z.infer<typeof ServerPlace>

export const PlaceNeed = z.object({
  organization_id: z.string(),
  organization_name: z.string(),
  servers: z.number().int().describe('Of those named, the ones whose backups are off.'),
  without: z.number().int().describe('Of these, how many get no place.'),
  free: z.number().int().describe('Places of all its plans that are free now.'),
})
export type PlaceNeed = z.infer<typeof PlaceNeed>

export const PlacePreview = z
  .object({ data: z.array(ServerPlace), organizations: z.array(PlaceNeed), next_cursor: z.null() })
  .meta({ id: 'PlacePreview' })
export type PlacePreview = z.infer<typeof PlacePreview>
