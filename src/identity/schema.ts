import { z } from 'zod'
import { organizationRoles } from '../context.ts'
import { idSchema } from '../lib/ids.ts'
import { isTimeZone } from '../lib/is-time-zone.ts'
import { listQuery, pageOf } from '../lib/pagination.ts'

export const RoleName = z.enum(organizationRoles)
export const Email = z
  .email('Expected an e-mail address.')
  .max(254)
  .transform((email) => email.toLowerCase())
export const PersonName = z.string().trim().min(1, 'Expected a name.').max(100)
/** The bounds that better-auth is told, too. */
export const passwordLength = { min: 10, max: 200 } as const
export const Password = z
  .string()
  .min(passwordLength.min, `Expected at least ${passwordLength.min} characters.`)
  .max(passwordLength.max, `Expected at most ${passwordLength.max} characters.`)
export const LinkToken = z.string().min(20, 'Expected the token of a link.').max(100)

export const Me = z
  .object({
    user: z
      .object({
        id: idSchema('usr'),
        name: z.string(),
        email: z.string(),
        operator: z.boolean(),
        two_factor_enabled: z.boolean(),
        time_zone: z
          .string()
          .nullable()
          .describe('IANA name: by its clocks e-mails tell times. Null: not known yet, UTC.'),
        created_at: z.iso.datetime(),
      })
      .nullable()
      .describe('Null when an API key asks.'),
    api_key: z.object({ id: idSchema('key'), name: z.string() }).nullable(),
    operator: z.boolean(),
    memberships: z.array(
      z.object({
        member_id: z.string().nullable().describe('Null for an API key.'),
        organization_id: idSchema('org'),
        organization_name: z.string(),
        role: RoleName,
      }),
    ),
    installation: z.object({ name: z.string(), version: z.string() }),
  })
  .meta({ id: 'Me' })
export type Me = z.infer<typeof Me>

export const ChangeMeInput = z.object({
  time_zone: z
    .string()
    .max(64)
    .refine(isTimeZone, 'Expected the name of a time zone such as Europe/Berlin or UTC.')
    .describe('IANA name: by its clocks e-mails tell times.'),
})
export type ChangeMeInput = z.infer<typeof ChangeMeInput>

export const Session = z
  .object({
    id: idSchema('ses'),
    current: z.boolean(),
    created_at: z.iso.datetime(),
    last_seen_at: z.iso.datetime().describe('Exact to the hour.'),
    expires_at: z.iso.datetime(),
    ip_address: z.string().nullable(),
    user_agent: z.string().nullable(),
  })
  .meta({ id: 'Session' })
export type Session = z.infer<typeof Session>
export const SessionPage = pageOf(Session)

export const Operator = z
  .object({
    user_id: idSchema('usr'),
    name: z.string(),
    email: z.string(),
    two_factor_enabled: z.boolean(),
    created_at: z.iso.datetime(),
    last_seen_at: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Operator' })
export type Operator = z.infer<typeof Operator>
export const OperatorPage = pageOf(Operator)

export const ApiKey = z
  .object({
    id: idSchema('key'),
    name: z.string(),
    prefix: z.string().describe('How the key begins, to recognise it.'),
    organization_id: idSchema('org').nullable(),
    organization_name: z.string().nullable(),
    operator: z.boolean(),
    role: RoleName.nullable(),
    created_by: z.string().describe('Name of the person who made it.'),
    created_at: z.iso.datetime(),
    expires_at: z.iso.datetime().nullable(),
    last_used_at: z.iso.datetime().nullable().describe('Exact to the hour.'),
  })
  .meta({ id: 'ApiKey' })
export type ApiKey = z.infer<typeof ApiKey>
export const ApiKeyPage = pageOf(ApiKey)
export const CreatedApiKey = ApiKey.extend({ key: z.string().describe('Shown this once.') }).meta({
  id: 'CreatedApiKey',
})
export type CreatedApiKey = z.infer<typeof CreatedApiKey>

export const ListApiKeysQuery = listQuery.extend({ organization_id: z.string().optional() })
export type ListApiKeysQuery = z.infer<typeof ListApiKeysQuery>

export const CreateApiKeyInput = z.object({
  name: z.string().trim().min(1, 'Expected a name.').max(100),
  organization_id: idSchema('org')
    .nullish()
    .describe('Needed unless `operator`; may be left out by members of one organization.'),
  role: RoleName.optional().describe('At most your own role there. Default: viewer.'),
  operator: z.boolean().default(false).describe('A key that may do what operators may. For operators only.'),
  expires_in_days: z.number().int().min(1).max(3650).nullish().describe('Unset or null: never.'),
})
export type CreateApiKeyInput = z.infer<typeof CreateApiKeyInput>

export const SetupState = z.object({ needs_setup: z.boolean() }).meta({ id: 'SetupState' })
export const SetUpInput = z.object({ token: LinkToken, name: PersonName, email: Email, password: Password })
export type SetUpInput = z.infer<typeof SetUpInput>

export const UsePasswordResetInput = z.object({ token: LinkToken, password: Password })
export type UsePasswordResetInput = z.infer<typeof UsePasswordResetInput>

export const PasswordResetLink = z
  .object({ url: z.string(), expires_at: z.iso.datetime() })
  .meta({ id: 'PasswordResetLink' })
export type PasswordResetLink = z.infer<typeof PasswordResetLink>
