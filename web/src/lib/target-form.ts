import type { TargetKind, TargetSettings } from '../../../src/notifications/schema.ts'

export type TargetValues = { name: string; url: string; token: string; chat_id: string; topic: string }
export const freshTarget: TargetValues = { name: '', url: '', token: '', chat_id: '', topic: '' }

const isUrl = (text: string) => /^https?:\/\/.+/i.test(text.trim())

/** What the fields of a kind want before anything is sent. */
export function checkTarget(kind: TargetKind, values: TargetValues): Partial<Record<keyof TargetValues, string>> {
  const problems: Partial<Record<keyof TargetValues, string>> = {}
  if (values.name.trim() === '') problems.name = 'Type a name.'
  const needsUrl = kind === 'webhook' || kind === 'slack' || kind === 'discord'
  if (needsUrl ? !isUrl(values.url) : values.url.trim() !== '' && !isUrl(values.url))
    problems.url = 'Type a whole address, such as https://example.com/hook.'
  if (kind === 'telegram' && values.token.trim() === '') problems.token = "Type the bot's token."
  if (kind === 'telegram' && values.chat_id.trim() === '') problems.chat_id = 'Type the id of the chat.'
  if (kind === 'ntfy' && !/^[-_A-Za-z0-9]{1,64}$/.test(values.topic.trim()))
    problems.topic = 'Type a topic of letters, digits, - and _.'
  return problems
}

/** What is sent: only what the kind has, and nothing that was left empty. */
export function targetSettings(kind: TargetKind, values: TargetValues): TargetSettings {
  const url = values.url.trim()
  const token = values.token.trim()
  if (kind === 'telegram') return { kind, token, chat_id: values.chat_id.trim(), ...(url === '' ? {} : { url }) }
  if (kind === 'ntfy')
    return {
      kind,
      url: url === '' ? 'https://ntfy.sh' : url,
      topic: values.topic.trim(),
      ...(token === '' ? {} : { token }),
    }
  return { kind, url }
}
