import { z } from 'zod'
import { idSchema } from '../lib/ids.ts'
import { listQuery, pageOf } from '../lib/pagination.ts'
import type { noticeFacts } from './facts-schema.ts'

/** What is told, most urgent first: messages name them in this order. They are also the `type` of webhooks. */
export const NoticeKind = z.enum([
  'target.failing',
  'backup.missed',
  'backup.failed',
  'drill.failed',
  'work.failed',
  'subscription.lapsing',
  'backup.warning',
  'backup.recovered',
  'restore.finished',
  'backup.succeeded',
  'report.weekly',
])
export type NoticeKind = z.infer<typeof NoticeKind>

/** What somebody asked for with a test button is of a kind of its own, which nobody chooses. */
export type AnyNoticeKind = NoticeKind | 'test'

export const NoticeTiming = z.enum(['off', 'at_once', 'daily'])
export type NoticeTiming = z.infer<typeof NoticeTiming>

export const Channel = z.enum(['email', 'webhook', 'slack', 'discord', 'telegram', 'ntfy'])
export type Channel = z.infer<typeof Channel>
export const TargetKind = Channel.exclude(['email'])
export type TargetKind = z.infer<typeof TargetKind>

export type NoticeFacts<K extends AnyNoticeKind = AnyNoticeKind> = z.input<(typeof noticeFacts)[K]>

/** A notice as it is recorded, in the transaction of what happened, with the facts of its kind. */
export type NewNotice = { [K in NoticeKind]: NoticeOf<K> }[NoticeKind]
type NoticeOf<K extends NoticeKind> = {
  kind: K
  /** Null: the operators' own business. */
  organization_id: string | null
  server_id?: string | null
  run_id?: string | null
  title: string
  detail: string
  /** A path of the web interface. */
  link?: string | null
  facts: NoticeFacts<K>
  /** It is wrong already and was told: this waits for the daily message. */
  again?: boolean
  /** What was told under this name is not told a second time. */
  told_once?: string
}

export const NoticeChoice = z.object({
  kind: NoticeKind,
  timing: NoticeTiming,
  default_timing: NoticeTiming.describe('What holds while nothing was chosen: it follows from your role.'),
})
export const NotificationChoices = z
  .object({
    email: z.string(),
    email_configured: z.boolean().describe('False while SMTP_URL is not set: then nothing is sent by e-mail.'),
    choices: z.array(NoticeChoice),
  })
  .meta({ id: 'NotificationChoices' })
export type NotificationChoices = z.infer<typeof NotificationChoices>
export const ChangeChoicesInput = z.object({
  choices: z
    .array(z.object({ kind: NoticeKind, timing: NoticeTiming }))
    .min(1)
    .max(NoticeKind.options.length)
    .describe('Kinds that are not named stay as they are.'),
})
export type ChangeChoicesInput = z.infer<typeof ChangeChoicesInput>

const TargetName = z.string().trim().min(1, 'Expected a name.').max(100)
const Url = z
  .url({ protocol: /^https?$/, error: 'Expected an address such as https://example.com/hook.', abort: true })
  .max(2_000)
  .refine((text) => !URL.parse(text)?.username, 'Leave user name and password out of the address.')
const Token = z.string().trim().min(1, 'Expected a token.').max(500)

/** What a target needs to be reached. All of it is sealed; only the address without its secrets is shown. */
export const TargetSettings = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('webhook'), url: Url }),
  z.object({ kind: z.literal('slack'), url: Url.describe('The URL of an incoming webhook.') }),
  z.object({ kind: z.literal('discord'), url: Url.describe('The URL of a webhook of the channel.') }),
  z.object({
    kind: z.literal('telegram'),
    token: Token.describe("The bot's token, as BotFather gave it."),
    chat_id: z.string().trim().min(1, 'Expected the id of a chat.').max(100),
    url: Url.optional().describe('A Bot API server of your own; default https://api.telegram.org.'),
  }),
  z.object({
    kind: z.literal('ntfy'),
    url: Url.default('https://ntfy.sh').describe('The ntfy server.'),
    topic: z.string().regex(/^[-_A-Za-z0-9]{1,64}$/, 'Expected letters, digits, - and _, 64 at most.'),
    token: Token.optional(),
  }),
])
export type TargetSettings = z.infer<typeof TargetSettings>

const kindsWanted = z
  .array(NoticeKind)
  .min(1, 'Choose at least one kind.')
  .max(NoticeKind.options.length)
  .transform((kinds) => NoticeKind.options.filter((kind) => kinds.includes(kind)))

export const NotificationTarget = z
  .object({
    id: idSchema('ntg'),
    organization_id: z.string().nullable().describe("Null: the operators' own."),
    kind: TargetKind,
    name: z.string(),
    shown_address: z.string().describe('Where it goes, without what is secret in it.'),
    notice_kinds: z.array(NoticeKind),
    enabled: z.boolean(),
    last_sent_at: z.iso.datetime().nullable(),
    failing_since: z.iso.datetime().nullable(),
    last_error: z.string().nullable(),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'NotificationTarget' })
export type NotificationTarget = z.infer<typeof NotificationTarget>
export const NotificationTargetPage = pageOf(NotificationTarget)
export const TargetParams = z.object({ notification_target_id: idSchema('ntg') })
export const ListTargetsQuery = listQuery.extend({
  organization_id: z.string().optional(),
  operators: z.enum(['true', 'false']).optional().describe("`true`: only the operators' own."),
})
export type ListTargetsQuery = z.infer<typeof ListTargetsQuery>

export const CreateTargetInput = z.object({
  organization_id: idSchema('org').nullable().optional().describe("Null, for operators: the installation's own."),
  name: TargetName,
  notice_kinds: kindsWanted.optional().describe('Default: what went wrong, and that it is over.'),
  settings: TargetSettings,
})
export type CreateTargetInput = z.infer<typeof CreateTargetInput>
export const ChangeTargetInput = z.object({
  name: TargetName.optional(),
  notice_kinds: kindsWanted.optional(),
  enabled: z.boolean().optional(),
  settings: TargetSettings.optional().describe('All of them, of the same kind as before.'),
})
export type ChangeTargetInput = z.infer<typeof ChangeTargetInput>
export const TargetWithSecret = NotificationTarget.extend({
  secret: z
    .string()
    .nullable()
    .describe('With which webhooks are signed (`whsec_…`). Shown this once; null for others.'),
}).meta({ id: 'NotificationTargetWithSecret' })
export type TargetWithSecret = z.infer<typeof TargetWithSecret>

export const DeliveryState = z.enum(['queued', 'sent', 'failed', 'dead'])
export type DeliveryState = z.infer<typeof DeliveryState>
export const NotificationDelivery = z
  .object({
    id: idSchema('ndl'),
    organization_id: z.string().nullable(),
    target_id: z.string().nullable().describe("Null for a person's e-mail."),
    channel: Channel,
    recipient: z.string(),
    title: z.string(),
    notice_count: z.number().int().describe('How many notices go in it.'),
    state: DeliveryState.describe('`failed` is tried again at `next_attempt_at`; `dead` was given up.'),
    attempts: z.number().int(),
    last_error: z.string().nullable(),
    next_attempt_at: z.iso.datetime().nullable(),
    sent_at: z.iso.datetime().nullable(),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'NotificationDelivery' })
export type NotificationDelivery = z.infer<typeof NotificationDelivery>
export const NotificationDeliveryPage = pageOf(NotificationDelivery)
export const ListDeliveriesQuery = listQuery.extend({
  target_id: z.string().optional(),
  organization_id: z.string().optional(),
  state: DeliveryState.optional(),
  mine: z.enum(['true', 'false']).optional().describe('`true`: only your own e-mails.'),
})
export type ListDeliveriesQuery = z.infer<typeof ListDeliveriesQuery>

export const UnsubscribeQuery = z.object({ token: z.string().max(500) })
