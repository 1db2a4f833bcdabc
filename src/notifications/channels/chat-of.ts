import type { TargetSettings } from '../schema.ts'
import type { ChannelRequest, Message } from './schema.ts'
import { textLines } from './text-lines.ts'

type Chat = Exclude<TargetSettings, { kind: 'webhook' }>

// What Discord (2,000), Telegram (4,096) and ntfy (4,096 bytes) take at most; Slack takes 40,000.
const longest = { slack: 8_000, discord: 2_000, telegram: 4_000, ntfy: 3_000 } as const

/** A message in the plain HTTP form of a chat. */
export const chatOf = (message: Message, settings: Chat): ChannelRequest => {
  const { url, body, headers } = formOf(message, settings)
  return { url, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) }
}

const formOf = (message: Message, settings: Chat): { url: string; body: object; headers?: Record<string, string> } => {
  const lines = linesOf(message)
  const text = cut(message.count > 1 ? `${message.title}\n\n${lines}` : lines, longest[settings.kind])
  switch (settings.kind) {
    case 'slack':
      return { url: settings.url, body: { text: escapeSlack(text) } }
    case 'discord':
      // A server may be named @everyone.
      return { url: settings.url, body: { content: text, allowed_mentions: { parse: [] } } }
    case 'telegram':
      return {
        url: `${(settings.url ?? 'https://api.telegram.org').replace(/\/+$/, '')}/bot${settings.token}/sendMessage`,
        body: { chat_id: settings.chat_id, text, link_preview_options: { is_disabled: true } },
      }
    case 'ntfy':
      return {
        url: settings.url,
        body: { topic: settings.topic, title: message.title, message: cut(lines, longest.ntfy) },
        headers: settings.token === undefined ? {} : { authorization: `Bearer ${settings.token}` },
      }
  }
}

const linesOf = (message: Message): string => {
  const { lines, more } = textLines(message)
  const parts = lines.map(({ title, detail, url }) => [title, detail, url].filter(Boolean).join('\n'))
  return [...parts, ...(more === null ? [] : [more])].join('\n\n')
}

const cut = (text: string, length: number) => (text.length <= length ? text : `${text.slice(0, length - 1)}…`)

/** The three characters with a meaning of their own there. */
const escapeSlack = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
