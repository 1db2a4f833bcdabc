import type { WebhookPayload } from '../webhook-schema.ts'
import type { ChannelRequest, Message } from './schema.ts'
import { signWebhook } from './sign-webhook.ts'

/** One notice as a signed webhook. */
export const webhookOf = (message: Message, target: { url: string; secrets: readonly string[] }): ChannelRequest => {
  const [notice] = message.notices
  if (notice === undefined) throw new Error(`The message ${message.id} tells of nothing`)
  const { kind, at, link, ...data } = notice
  const url = link === null ? null : `${message.public_url}${link}`
  // What was recorded was held to its kind by `NewNotice`; the row only says that there are facts.
  const payload = { type: kind, timestamp: at, data: { ...data, url } } as WebhookPayload
  const body = JSON.stringify(payload)
  const timestamp = Math.floor(message.now_ms / 1_000)
  return {
    url: target.url,
    headers: {
      'content-type': 'application/json',
      'webhook-id': message.id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signWebhook(target.secrets, { id: message.id, timestamp, body }),
    },
    body,
  }
}
