import { z } from 'zod'
import { AppError } from './errors.ts'

/** Query of every list: keyset paging, so that a page costs the same however deep it lies. */
export const listQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('How many to return, 1 to 200.'),
  cursor: z.string().max(500).optional().describe('`next_cursor` of the page before.'),
})
export type ListQuery = z.infer<typeof listQuery>

/** Reply of every list. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ data: z.array(item), next_cursor: z.string().nullable().describe('Null on the last page.') })
export type Page<Item> = { data: Item[]; next_cursor: string | null }

/** A cursor holds the sort values of the last row; `list` names the order it belongs to, so that it fits no other list. */
export const encodeCursor = (list: string, values: readonly string[]): string =>
  Buffer.from(JSON.stringify([list, ...values])).toString('base64url')

/** The sort values in a cursor, or null without one. Throws invalid_cursor for anything that `encodeCursor` did not make for this list. */
export const decodeCursor = (list: string, cursor: string | undefined, length: number): string[] | null => {
  if (cursor === undefined) return null
  const parsed = cursorShape.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString('utf8')))
  if (!parsed.success || parsed.data[0] !== list || parsed.data.length !== length + 1)
    throw new AppError('invalid_cursor')
  return parsed.data.slice(1)
}

// A NUL is the one character Postgres refuses in text.
const cursorShape = z.array(z.string().refine((text) => !text.includes('\u0000')))

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Cuts a query's `limit + 1` rows to a page; the extra row only tells that there is more. */
export const toPage = <Row>(
  list: string,
  rows: Row[],
  limit: number,
  sortValues: (row: Row) => string[],
): Page<Row> => {
  const data = rows.slice(0, limit)
  const last = data.at(-1)
  return { data, next_cursor: rows.length > limit && last !== undefined ? encodeCursor(list, sortValues(last)) : null }
}
