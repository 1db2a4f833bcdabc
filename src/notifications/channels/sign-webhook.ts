import { createHmac } from 'node:crypto'

/**
 * The signature of a webhook after the Standard Webhooks specification 1.0.0: HMAC-SHA256 over id, time and body, under the bytes
 * that stand in base64 behind `whsec_`. While a secret is replaced both sign, so that a receiver can change over in its own time.
 */
export const signWebhook = (
  secrets: readonly string[],
  message: { id: string; timestamp: number; body: string },
): string =>
  secrets
    .map((secret) => {
      const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
      const signed = `${message.id}.${message.timestamp}.${message.body}`
      return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`
    })
    .join(' ')
