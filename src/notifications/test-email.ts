import type { Context } from '../context.ts'
import { personId } from '../identity/person-id.ts'
import { AppError, notFound } from '../lib/errors.ts'
import { findRecipient } from './queries.ts'
import type { NotificationDelivery } from './schema.ts'
import { sendTest } from './send-test.ts'

/** Sends the caller a test by e-mail. */
export const testEmail = async (ctx: Context): Promise<NotificationDelivery> => {
  const user_id = personId(ctx.caller)
  if (ctx.config.smtp_url === null) throw new AppError('email_not_configured')
  const person = await findRecipient(ctx.db, user_id)
  if (person === undefined) throw notFound()
  return sendTest(ctx, { organization_id: null, user_id, target_id: null, channel: 'email', recipient: person.email })
}
