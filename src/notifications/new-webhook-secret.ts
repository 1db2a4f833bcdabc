import type { Services } from '../context.ts'

/** A secret in the form of the Standard Webhooks specification: 32 random bytes in base64. */
export const newWebhookSecret = ({ ids }: Services): string =>
  `whsec_${Buffer.from(ids.secret(32), 'base64url').toString('base64')}`
