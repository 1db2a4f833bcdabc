import type { ChannelRequest, Message } from './schema.ts'
import { signWebhook } from './sign-webhook.ts'

/** One notice as a webhook: `type`, `timestamp` and `data`, as the Standard Webhooks specification advises. */
export const webhookOf = (
  message: Message,
  { url, secrets }: { url: string; secrets: readonly string[] },
): ChannelRequest => {
  const [notice] = message.notices
  if (notice === undefined) throw new Error(`The message ${message.id} tells of nothing`)
  const { kind, at, link, ...data } = notice
  const body = JSON.stringify({
    type: kind,
    timestamp: at,
    data: { ...data, url: link === null ? null : `${message.public_url}${link}` },
  })
  const timestamp = Math.floor(message.now_ms / 1_000)
  return {
    url,
    headers: {
      'content-type': 'application/json',
      'webhook-id': message.id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signWebhook(secrets, { id: message.id, timestamp, body }),
    },
    body,
  }
}
