import { utcMinute } from '../../lib/utc-minute.ts'
import { kindWords } from '../kind-words.ts'
import type { Message } from './schema.ts'

export type TextLine = { title: string; detail: string; url: string | null }

/** What a message tells, line by line, and how many more there are. */
export const textLines = ({ notices, count, public_url }: Message): { lines: TextLine[]; more: string | null } => ({
  lines: notices.map(({ title, detail, link, organization_name, at }) => ({
    title: `${title} (${[organization_name, utcMinute(at)].filter(Boolean).join(', ')})`,
    detail,
    url: link === null ? null : `${public_url}${link}`,
  })),
  more: count > notices.length ? moreOf(notices, count - notices.length) : null,
})

const moreOf = (notices: Message['notices'], more: number): string => {
  const [kind, ...others] = [...new Set(notices.map((notice) => notice.kind))]
  return kind !== undefined && others.length === 0
    ? `There are more: ${kindWords(kind, more)}.`
    : `There are ${more.toLocaleString('en-US')} more.`
}
