import { z } from 'zod'
import { PurchaseInput } from '../billing/schema.ts'
import { idSchema } from '../lib/ids.ts'
import { listQuery, pageOf } from '../lib/pagination.ts'
import { providerNames } from '../providers/provider.ts'

/** As the provider last showed it; `missing` once several complete listings came without it. */
export const ServerStatus = z.enum(['running', 'stopped', 'provisioning', 'error', 'unknown', 'missing'])
export type ServerStatus = z.infer<typeof ServerStatus>

/** Where a server stands; `machine` for one that was enrolled by hand. */
export const ServerProvider = z.enum([...providerNames, 'machine'])

export const NativeScheduleShape = z.object({
  every: z.enum(['day', 'week']),
  weekday: z.enum(['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']).optional(),
  hour: z.number().int().min(0).max(23).optional().describe('Start of the window, in UTC.'),
})

/** How one protection of a server stands, for lists and cards: written by `recordServerProtections`. */
export const ServerProtection = z
  .object({
    method: z.enum(['native', 'snapshot', 'files']),
    desired_state: z.enum(['on', 'off']),
    observed_state: z.enum(['on', 'off', 'unknown']),
    phase: z.enum(['idle', 'enabling', 'disabling', 'paused', 'needs_operator', 'failed']),
    reason: z.object({ code: z.string(), message: z.string() }).nullable(),
    drift: z.boolean().describe('Desired and observed differ with nothing under way.'),
    plan_id: z.string().nullable().describe('The plan whose place it takes.'),
    retention_days: z.number().int().nullable(),
    beyond_subscription: z.boolean().describe('It goes on although no place is paid for.'),
  })
  .meta({ id: 'ServerProtection' })
export type ServerProtection = z.infer<typeof ServerProtection>

const letters = (words: string) =>
  z
    .string()
    .regex(/^[a-z.]{30}$/)
    .describe(words)

/** How the last 30 days went, a letter a day, oldest first. */
export const ServerStrip = z
  .object({
    image: letters(
      'Native backups and snapshots. p restorable, w warning, m missed, o not yet due, r running, n none expected, z paused, u not listable, e expired, x deleted at provider.',
    ),
    files: letters('File backups, in the same letters.'),
    proof: letters('v proved by a drill, x a drill failed, a dot for neither.'),
    last_day: z.iso.date().describe('The day of the last letter, in the time zone of its schedule.'),
  })
  .meta({ id: 'ServerStrip' })
export type ServerStrip = z.infer<typeof ServerStrip>

export const Server = z
  .object({
    id: idSchema('srv'),
    name: z.string(),
    organization_id: idSchema('org'),
    organization_name: z.string(),
    provider: ServerProvider,
    provider_account_id: z.string().nullable().describe("Null for members where the account is the operators' own."),
    provider_ref: z.string().nullable().describe("The provider's id for it; null while it is being made."),
    plan_type: z.string(),
    region: z.string().nullable(),
    size: z.string().nullable(),
    status: ServerStatus,
    provider_status: z.string().describe("The provider's own word."),
    locked: z.boolean().describe('Another change is under way at the provider.'),
    critical: z.boolean(),
    health_port: z
      .number()
      .int()
      .nullable()
      .describe('The TCP port on which it answers when it is well: looked at after a restore of an image. Null: none.'),
    health_ping: z.boolean().describe('It answers a ping when it is well, and no port is set.'),
    backups_enabled: z.boolean().describe('True exactly when at least one protection is observed on.'),
    backups_enabled_at: z.iso.datetime().nullable(),
    protections: z.array(ServerProtection),
    native: z
      .object({
        state: z.enum(['on', 'off', 'unknown']),
        schedule: NativeScheduleShape.nullable(),
        managed_in_panel: z.boolean().describe("Set up in a way that only the provider's panel can show."),
        next_at: z.iso.datetime().nullable(),
      })
      .describe("The provider's own backups, as it last showed them."),
    rpo_status: z.enum(['met', 'at_risk', 'missed']).nullable(),
    drill_status: z
      .enum(['passed', 'failed', 'untested'])
      .describe('Whether a drill passed within 30 days; `failed`: the newest of a kind of backup did not.'),
    last_backup_at: z.iso.datetime().nullable(),
    storage_bytes: z.number().int().nullable(),
    recovery_points: z.number().int().describe('How many can be restored now, of all kinds.'),
    strip: ServerStrip.nullable().describe('Null while nothing of it was recorded or is expected.'),
    price: z
      .object({ amount_minor: z.number().int(), currency: z.string() })
      .nullable()
      .describe('A month, to whoever the provider bills; null for members where that is the operators.'),
    missing_since: z.iso.datetime().nullable(),
    last_seen_at: z.iso.datetime().nullable().describe('Exact to the hour.'),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'Server' })
export type Server = z.infer<typeof Server>
export const ServerPage = pageOf(Server)
export const ServerParams = z.object({ server_id: idSchema('srv') })

const flag = z.enum(['true', 'false']).transform((text) => text === 'true')

export const serverSorts = [
  'name',
  '-name',
  'storage_bytes',
  '-storage_bytes',
  'last_backup_at',
  '-last_backup_at',
  'trouble',
  '-trouble',
] as const
export type ServerSort = (typeof serverSorts)[number]

export const PlanType = z
  .string()
  .trim()
  .regex(/^[a-z0-9][a-z0-9_-]{0,49}$/, 'Expected a plan type such as basic: lower case letters, digits, - and _.')

/** What a server can be in, several at a time; `protected` and `unprotected` are those in nothing else. */
export const ServerState = z.enum([
  'missing',
  'missed',
  'at_risk',
  'failed',
  'drill_failed',
  'drifted',
  'needs_operator',
  'enabling',
  'disabling',
  'paused',
  'first_due',
  'protected',
  'unprotected',
])
export type ServerState = z.infer<typeof ServerState>

/** How a day of the strip went, both tracks together: `missed` before `warning` before `good`. */
export const DayWent = z.enum(['good', 'warning', 'missed'])
export type DayWent = z.infer<typeof DayWent>

/** What is known of how well a server stands, beside its schedule: one word of each pair or three; of the kit none without file backups. */
export const Posture = z.enum([
  'drill_passed',
  'drill_failed',
  'drill_untested',
  'copy_outside',
  'no_copy_outside',
  'files_and_image',
  'one_kind',
  'kit_saved',
  'kit_not_saved',
])
export type Posture = z.infer<typeof Posture>

/** Which servers: the same words in a list's query and in the `filter` of bulk work. */
const filterShape = {
  organization_id: z.string().max(60).optional(),
  provider: ServerProvider.optional(),
  backups: z.enum(['enabled', 'disabled']).optional(),
  status: ServerStatus.optional(),
  state: ServerState.optional().describe('How its backups stand: what the chips above a list of servers say.'),
  plan_type: z.string().max(50).optional(),
  region: z.string().max(200).optional(),
  method: ServerProtection.shape.method.optional().describe('Backups of this kind are wanted.'),
  plan_id: z.string().max(60).optional().describe('They take a place of this plan.'),
  rpo_status: z.enum(['met', 'at_risk', 'missed']).optional(),
  posture: Posture.optional().describe(
    'Whether a drill passed within 30 days (`drill_failed`: the newest of a kind did not), a file backup lies outside the provider, files and an image can be restored, and the recovery kit was read by somebody.',
  ),
  day: z.iso.date().optional().describe('One of the last 30 days.'),
  went: DayWent.optional().describe(
    'How `day` went, by the strip: a warning also where a backup was deleted early. Without `day`: on one of the last 30 days at least. Default with `day`: missed.',
  ),
  q: z.string().max(100).optional().describe("Part of the name, or the beginning of the provider's id."),
}
export const ServerFilter = z.object({
  ...filterShape,
  stale: z.boolean().optional().describe('Backups are on, but the newest is older than two days.'),
  has_points: z.boolean().optional().describe('Something of it can be restored.'),
  critical: z.boolean().optional(),
})
export type ServerFilter = z.infer<typeof ServerFilter>

export const ListServersQuery = listQuery.extend({
  ...filterShape,
  stale: flag.optional().describe('Backups are on, but the newest is older than two days.'),
  has_points: flag.optional().describe('Something of it can be restored.'),
  critical: flag.optional(),
  sort: z
    .enum(serverSorts)
    .default('name')
    .describe(
      '`-` for descending. Without a backup counts as oldest, without storage as least. `trouble`: the worst first, those that are well last.',
    ),
})
export type ListServersQuery = z.infer<typeof ListServersQuery>

export const ExportServersQuery = ListServersQuery.omit({ limit: true, cursor: true }).extend({
  server_ids: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(idSchema('srv')).max(200, 'Name at most 200 servers, or leave them out for all that match.'))
    .optional()
    .describe(
      'These alone, with commas between; the filters then do not count. At most 200, as many as an address has room for: `POST` takes more.',
    ),
})
export type ExportServersQuery = z.infer<typeof ExportServersQuery>

export const ExportNamedInput = z.object({
  server_ids: z.array(idSchema('srv')).min(1).max(100_000).describe('In this order.'),
})

export const CountServersQuery = z.object({
  organization_id: filterShape.organization_id,
  provider: filterShape.provider,
})
export type CountServersQuery = z.infer<typeof CountServersQuery>
const count = z.number().int()
export const ServerCounts = z
  .object({
    all: count,
    enabled: count,
    disabled: count,
    missing: count,
    missed: count,
    at_risk: count,
    failed: count,
    drill_failed: count,
    drifted: count,
    needs_operator: count,
    enabling: count,
    disabling: count,
    paused: count,
    first_due: count,
    protected: count,
    unprotected: count,
    met: count.describe('RPO met.'),
    stale: count,
  })
  .meta({ id: 'ServerCounts' })
export type ServerCounts = z.infer<typeof ServerCounts>

const ServerName = z.string().trim().min(1, 'Expected a name.').max(255)

export const UpgradeAddon = PurchaseInput.pick({ plan_id: true, quantity: true })
export type UpgradeAddon = z.infer<typeof UpgradeAddon>

export const ChangeServerInput = z.object({
  name: ServerName.optional(),
  plan_type: PlanType.optional().describe('For operators only: plans cover plan types.'),
  organization_id: idSchema('org').optional().describe('For operators only: gives the server to this organization.'),
  critical: z.boolean().optional(),
  health_port: z.number().int().min(1).max(65_535).nullable().optional().describe('A port switches the ping off.'),
  health_ping: z
    .boolean()
    .optional()
    .describe('True: it has to answer a ping, and no port. Refused where Backstay’s machine cannot ping.'),
  backup_addon: UpgradeAddon.optional().describe(
    'For operators, with a new plan_type: places that its organization gets along with it, as add-backup-addon adds them. The plan covers the new type; backups stay as they are.',
  ),
})
export type ChangeServerInput = z.infer<typeof ChangeServerInput>

const hostName = /^[a-zA-Z0-9]([a-zA-Z0-9.-]{0,61}[a-zA-Z0-9])?$/
export const ProviderWord = z.string().trim().min(1).max(200)

/** What a new server is called, and where it stands in what size, in the provider's own words. */
export const HostName = z
  .string()
  .trim()
  .regex(hostName, 'Expected a host name: letters, digits, dots and hyphens, at most 63 characters.')

export const RootPassword = z.object({ password: z.string() }).meta({ id: 'RootPassword' })

export const DeployServerInput = z.object({
  provider_account_id: idSchema('pac'),
  name: HostName,
  plan_type: PlanType.default('basic'),
  region: ProviderWord.describe("The provider's own word, such as fra1."),
  size: ProviderWord,
  image: ProviderWord,
  organization_id: idSchema('org').nullish(),
})
export type DeployServerInput = z.infer<typeof DeployServerInput>
export const DeployedServer = Server.extend({ run_id: idSchema('run') }).meta({ id: 'DeployedServer' })

/** Which servers bulk work is for: by id, or all that match. */
export const bulkChoice = {
  server_ids: z.array(idSchema('srv')).min(1).max(1_000).optional(),
  filter: ServerFilter.optional().describe('All servers that match, at most 10,000.'),
}
export const BulkMarkCriticalInput = z.object({ ...bulkChoice, critical: z.boolean() })
export type BulkMarkCriticalInput = z.infer<typeof BulkMarkCriticalInput>
export const BulkMarkedCritical = z
  .object({ changed: z.number().int(), unchanged: z.number().int().describe('Those that were so already.') })
  .meta({ id: 'BulkMarkedCritical' })
export type BulkMarkedCritical = z.infer<typeof BulkMarkedCritical>

export const BulkAdoptInput = z.object({
  ...bulkChoice,
  organization_id: idSchema('org'),
})
export type BulkAdoptInput = z.infer<typeof BulkAdoptInput>
export const BulkAdopted = z
  .object({
    adopted: z.number().int(),
    unchanged: z.number().int().describe('Those that were there already.'),
    refused: z
      .array(z.object({ server_id: z.string(), name: z.string(), message: z.string() }))
      .describe('The first 100.'),
    refused_count: z.number().int(),
  })
  .meta({ id: 'BulkAdopted' })
export type BulkAdopted = z.infer<typeof BulkAdopted>

/** A server that stands for those in the same state. */
export const WorstServer = z
  .object({
    id: idSchema('srv'),
    name: z.string(),
    organization_id: z.string(),
    organization_name: z.string(),
    critical: z.boolean(),
    last_backup_at: z.iso.datetime().nullable(),
    missing_since: z.iso.datetime().nullable(),
    protections: z.array(ServerProtection),
  })
  .meta({ id: 'WorstServer' })
export type WorstServer = z.infer<typeof WorstServer>
