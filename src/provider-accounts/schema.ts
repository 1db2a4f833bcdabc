import { z } from 'zod'
import { idSchema } from '../lib/ids.ts'
import { listQuery, pageOf } from '../lib/pagination.ts'
import { providerNames } from '../providers/provider.ts'

export const ProviderName = z.enum(providerNames, `Expected one of ${providerNames.join(', ')}.`)

export const Scope = z.object({
  name: z.string(),
  granted: z.boolean().nullable().describe('Null when the provider does not tell.'),
  needed_for: z.string().describe('What does not work without it.'),
})

export const RateLimit = z.object({
  limit: z.number().int(),
  remaining: z.number().int(),
  resets_at: z.iso.datetime().nullable().describe('When the provider gives calls back.'),
})

export const ProviderAccountStatus = z.enum(['ok', 'unauthorized', 'unreachable', 'unchecked'])
export type ProviderAccountStatus = z.infer<typeof ProviderAccountStatus>

export const ProviderAccount = z
  .object({
    id: idSchema('pac'),
    organization_id: z.string().nullable().describe("Null: the operators' own, which no member sees."),
    provider: ProviderName,
    label: z.string(),
    endpoint: z.string().nullable().describe("Replaces the provider's own address: sandbox clouds and proxies."),
    status: ProviderAccountStatus,
    status_reason: z.string().nullable().describe('What is wrong or lacking, and what to do.'),
    account_name: z.string().nullable().describe('Whose account it is, as the provider tells.'),
    scopes: z.array(Scope),
    rate_limit: RateLimit.nullable().describe(
      "The provider's limit on calls as its headers told at the end of the last sync; null when they never did.",
    ),
    checked_at: z.iso.datetime().nullable(),
    server_count: z.number().int(),
    protected_count: z.number().int().describe('Servers of it with backups on.'),
    last_sync_run_id: z.string().nullable(),
    last_synced_at: z.iso.datetime().nullable(),
    last_complete_at: z.iso
      .datetime()
      .nullable()
      .describe('The last listing that had every server in it. Only such ones count when a server is missing.'),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'ProviderAccount' })
export type ProviderAccount = z.infer<typeof ProviderAccount>
export const ProviderAccountPage = pageOf(ProviderAccount)
export const ProviderAccountParams = z.object({ provider_account_id: idSchema('pac') })

export const ListProviderAccountsQuery = listQuery.extend({
  organization_id: z.string().optional(),
  failing: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional()
    .describe('The provider refuses the credentials, or does not answer.'),
})
export type ListProviderAccountsQuery = z.infer<typeof ListProviderAccountsQuery>

const Label = z.string().trim().min(1, 'Expected a label.').max(100)
/** By the names of the provider's credential fields; sealed as soon as they arrive, and never shown again. */
export const Credentials = z
  .record(z.string().max(50), z.string().trim().min(1, 'Expected a value.').max(4_000))
  .describe('By the names that `GET /api/providers` lists. Never shown again.')
const Endpoint = z
  .url({ protocol: /^https?$/, error: 'Expected an address such as https://proxy.example.com.' })
  .max(500)
  .refine((text) => !/^https?:\/\/[^/]*@/.test(text), 'Expected an address without a name and password in it.')
  .transform((text) => text.replace(/\/+$/, ''))

export const ConnectProviderAccountInput = z.object({
  provider: ProviderName,
  label: Label,
  credentials: Credentials,
  endpoint: Endpoint.nullish().describe('For operators only.'),
  organization_id: idSchema('org').nullish().describe("Unset, by an operator: the operators' own."),
})
export type ConnectProviderAccountInput = z.infer<typeof ConnectProviderAccountInput>

export const ChangeProviderAccountInput = z.object({
  label: Label.optional(),
  credentials: Credentials.optional(),
  endpoint: Endpoint.nullable()
    .optional()
    .describe('For operators only, and together with `credentials`: those stored are never sent to another address.'),
})
export type ChangeProviderAccountInput = z.infer<typeof ChangeProviderAccountInput>

export const SyncStarted = z.object({ run_id: idSchema('run') }).meta({ id: 'SyncStarted' })

const Weekly = z.enum(['day', 'week'])
/** What a provider can do, as far as screens ask. */
export const ProviderSummary = z
  .object({
    name: ProviderName,
    label: z.string(),
    credential_fields: z.array(
      z.object({ name: z.string(), label: z.string(), secret: z.boolean(), help: z.string() }),
    ),
    can_create_servers: z.boolean(),
    panel_url: z.string().describe("A server's page in the provider's panel, `{ref}` standing for its id there."),
    native: z
      .object({
        can_disable: z.boolean(),
        disable_destroys: z.boolean(),
        enabling_is_a_purchase: z.boolean(),
        schedules: z.array(Weekly),
        hours: z.array(z.number().int()),
        retention_days: z.union([z.number().int(), z.object({ day: z.number().int(), week: z.number().int() })]),
        sure_days: z
          .number()
          .int()
          .optional()
          .describe('How old the oldest always is, where not each is kept for all of retention_days.'),
        keeps_at_most: z
          .number()
          .int()
          .describe('How long a plan may promise to keep them: for sure, on the schedule that reaches furthest.'),
        most_points: z.number().int().optional().describe('Never more than so many at a time, however young.'),
        can_list: z.boolean(),
        can_restore_in_place: z.boolean(),
        can_restore_to_new: z.boolean(),
        schedule_by_server: z
          .boolean()
          .optional()
          .describe('A listing shows only that they are on; when, each server tells.'),
        can_convert: z.boolean().optional().describe('False: none of them can be kept as a snapshot.'),
      })
      .nullable(),
    snapshot: z
      .object({
        slots: z
          .union([z.number().int(), z.literal('by_size')])
          .nullable()
          .describe('How many one server can have; null: no limit but the price.'),
        life_days: z.number().int().nullable().describe('The provider deletes them after so many days; null: never.'),
        can_restore_in_place: z.boolean(),
        can_restore_to_new: z.boolean(),
        needs_native: z.boolean().describe("Only while the provider's own backups are on."),
        rollback_deletes_newer: z.boolean().describe('Going back to one deletes all newer ones.'),
        replaces_oldest: z
          .boolean()
          .describe('With all slots full a new one drops the oldest; else that is deleted before the new one is made.'),
        same_disk: z.boolean().describe("They are known to lie beside the server's own disk, and are lost with it."),
      })
      .nullable(),
  })
  .meta({ id: 'Provider' })
export type ProviderSummary = z.infer<typeof ProviderSummary>
export const ProviderList = pageOf(ProviderSummary)
