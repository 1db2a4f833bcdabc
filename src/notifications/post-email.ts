import { createTransport } from 'nodemailer'
import type { Services } from '../context.ts'

// A mail server that says nothing must not hold a worker for nodemailer's ten minutes.
const patienceMs = 20_000

/** Hands one plain-text e-mail to a mail server; rejects when that does not take it. */
export const postEmail = async (
  { config }: Services,
  smtpUrl: string,
  message: { to: string; subject: string; text: string; headers?: Record<string, string> },
): Promise<void> => {
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    socketTimeout: patienceMs,
  })
  try {
    await transport.sendMail({ from: senderOf(smtpUrl, config.public_url), ...message })
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
