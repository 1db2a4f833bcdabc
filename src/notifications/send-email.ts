import type { Services } from '../context.ts'
import { postEmail } from './post-email.ts'

/** Sends one plain-text e-mail through the configured mail server; rejects while that is away, and the queue tries again. */
export const sendEmail = async (
  services: Services,
  message: { to: string; subject: string; sealed_text: string },
): Promise<void> => {
  const { smtp_url } = services.config
  if (smtp_url === null) {
    services.log.warn({ to: message.to }, 'An e-mail was dropped: SMTP_URL is no longer set')
    return
  }
  const { to, subject, sealed_text } = message
  await postEmail(services, smtp_url, { to, subject, text: services.secrets.open('email', to, sealed_text) })
}
