import { tellTimesIn } from '../../lib/tell-times-in.ts'
import type { Message } from './schema.ts'
import { textLines } from './text-lines.ts'

export type Email = { subject: string; text: string; headers: Record<string, string> }

type Reader = { token: string; time_zone: string | null }

/** A message as an e-mail: plain text, which every program shows, with times by its reader's clocks. The token stops all such e-mails to them. */
export const emailOf = (message: Message, { token, time_zone }: Reader): Email => {
  const { lines, more } = textLines(message)
  const settings = `${message.public_url}/settings/notifications`
  const parts = lines.map(({ title, detail, url }) => [title, detail, url].filter(Boolean).join('\n'))
  const head = message.count > 1 ? [`${message.title}.`] : []
  const shown = message.count > lines.length ? [`The first ${lines.length}:`] : []
  const all = more === null ? [] : [`${more} See the rest: ${message.public_url}/`]
  const foot = `-- \nBackstay at ${message.public_url} sends you this. Times are those of ${time_zone ?? 'UTC'}. Choose them and what you get: ${settings}\nStop all such e-mails: ${message.public_url}/unsubscribe#token=${token}`
  return {
    subject: tellTimesIn(message.title, time_zone),
    text: tellTimesIn(`${[...head, ...shown, ...parts, ...all, foot].join('\n\n')}\n`, time_zone),
    headers: {
      'List-Unsubscribe': `<${message.public_url}/api/notification-unsubscribe?token=${token}>`,
      // Mail programs then call it themselves, from a button of their own (RFC 8058).
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'Auto-Submitted': 'auto-generated',
    },
  }
}
