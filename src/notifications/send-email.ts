import { createTransport } from 'nodemailer'
import type { Services } from '../context.ts'

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
  const transport = createTransport(smtp_url, { from: senderOf(smtp_url, services.config.public_url) })
  try {
    const { to, subject, sealed_text } = message
    await transport.sendMail({ to, subject, text: services.secrets.open('email', to, sealed_text) })
  } finally {
    transport.close()
  }
}

/** The account's own address where the user name is one, as most mail servers demand; else one at our public name. */
const senderOf = (smtpUrl: string, publicUrl: string | null) => {
  const user = decodeURIComponent(new URL(smtpUrl).username)
  const address = user.includes('@')
    ? user
    : `backstay@${publicUrl === null ? 'localhost' : new URL(publicUrl).hostname}`
  return { name: 'Backstay', address }
}
