import type { Context } from '../context.ts'
import { postOutside } from '../lib/post-outside.ts'
import { publicUrl } from '../lib/public-url.ts'
import { createRedact } from '../lib/redact.ts'
import { chatOf } from './channels/chat-of.ts'
import { emailOf } from './channels/email-of.ts'
import type { ChannelRequest, Message } from './channels/schema.ts'
import { webhookOf } from './channels/webhook-of.ts'
import { type DeliveryRow, listNoticesOf } from './delivery-queries.ts'
import { type OpenedTarget, openTarget } from './open-target.ts'
import { postEmail } from './post-email.ts'
import { findRecipient } from './queries.ts'
import { NoticeKind } from './schema.ts'
import { findTarget } from './target-queries.ts'
import { unsubscribeToken } from './unsubscribe-token.ts'

/** How many notices a message names; of the others it says how many there are. */
const shown = 10
const timeoutMs = 10_000

/** Sends a message, whatever became of it before. Rejects with words for people when it was not taken. */
export const sendDelivery = async (ctx: Context, delivery: DeliveryRow): Promise<void> => {
  const message: Message = {
    id: delivery.id,
    title: delivery.title,
    count: delivery.notice_count,
    notices: await listNoticesOf(ctx.db, delivery.id, NoticeKind.options, shown),
    public_url: publicUrl(ctx.config),
    now_ms: ctx.clock.nowMs(),
  }
  if (delivery.user_id !== null) return sendByEmail(ctx, delivery.user_id, message)
  const target = await findTarget(ctx.db, 'all', delivery.target_id ?? '')
  if (target === undefined) throw new Error('Its target is not there any more.')
  const opened = openTarget(ctx, target)
  // An organization's target was entered by its members, or can be.
  await post(requestOf(ctx, message, opened), opened, target.organization_id !== null)
}

const sendByEmail = async (ctx: Context, userId: string, message: Message): Promise<void> => {
  const { smtp_url } = ctx.config
  if (smtp_url === null) throw new Error('SMTP_URL is not set, so no e-mail can be sent.')
  const person = await findRecipient(ctx.db, userId)
  if (person === undefined) throw new Error('Its reader is not here any more.')
  const id = `<${message.id}@${new URL(message.public_url).hostname}>`
  const { headers, ...email } = emailOf(message, { token: unsubscribeToken(ctx, userId), time_zone: person.time_zone })
  // The same for every try, so that mailboxes drop what arrives twice.
  await postEmail(ctx, smtp_url, { to: person.email, ...email, headers: { ...headers, 'Message-ID': id } })
}

const requestOf = (ctx: Context, message: Message, { settings, secrets }: OpenedTarget): ChannelRequest => {
  if (settings.kind !== 'webhook') return chatOf(message, settings)
  const valid = secrets.filter(({ until }) => until === null || until > ctx.clock.now())
  return webhookOf(message, { url: settings.url, secrets: valid.map(({ secret }) => secret) })
}

const post = async (request: ChannelRequest, { settings, secrets }: OpenedTarget, public_only: boolean) => {
  const answer = await postOutside({ ...request, public_only, timeout_ms: timeoutMs }).catch((error: unknown) => {
    throw new Error(redactOf(settings, secrets)(wordsOf(error)), { cause: error })
  })
  if (answer.status >= 200 && answer.status < 300) return
  const moved = answer.status >= 300 && answer.status < 400 ? ' Redirects are not followed: enter the new address.' : ''
  const said = answer.text.replace(/\s+/g, ' ').trim().slice(0, 200)
  const words = `It answered ${answer.status}${said === '' ? '' : `: ${said}`}.${moved}`
  throw new Error(redactOf(settings, secrets)(words))
}

const redactOf = (settings: OpenedTarget['settings'], secrets: OpenedTarget['secrets']) =>
  createRedact([
    ...('url' in settings && settings.url !== undefined ? [settings.url, new URL(settings.url).pathname] : []),
    ...('token' in settings && settings.token !== undefined ? [settings.token] : []),
    ...('topic' in settings ? [settings.topic] : []),
    ...secrets.map(({ secret }) => secret),
  ])

/** What went wrong on the way, for people. */
const wordsOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'TimeoutError' || error.name === 'AbortError')
    return `Nothing was answered within ${timeoutMs / 1_000} seconds.`
  return error.message === '' ? `The connection failed (${Reflect.get(error, 'code') ?? error.name}).` : error.message
}
