import { z } from 'zod'
import type { Api } from '../api.ts'
import { ProviderError } from '../provider-error.ts'
import { pageSchema } from './schemas.ts'

export type Pages<Row> = {
  readonly rows: readonly Row[]
  readonly calls: number
  /** Why pages are missing or do not add up; null when all is well. */
  readonly problem: string | null
}

export type Listing<Row> = {
  readonly operation: string
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  /** Where the rows are in a page's body. */
  readonly rows: string
  /** One row; those that do not fit are missing from the count. */
  readonly schema: z.ZodType<Row>
  readonly key: (row: Row) => string
}

/** The most that Vultr gives at a time. */
const perPage = 500
/** 500,000 rows; beyond that something goes round in circles. */
const mostPages = 1_000

const rowsSchema = z.array(z.unknown()).catch([])

/** All pages of a listing, from cursor to cursor. Throws when the first fails; later ones become the `problem`. */
export const listPages = async <Row>(api: Api, listing: Listing<Row>): Promise<Pages<Row>> => {
  const { operation, path, query } = listing
  const found = new Map<string, Row>()
  const totals = new Set<number>()
  const cursors = new Set<string>()
  for (let calls = 1, cursor = ''; ; calls++) {
    const pages = (problem: string | null): Pages<Row> => ({ rows: [...found.values()], calls, problem })
    try {
      const at = cursor === '' ? {} : { cursor }
      const body = await api.read(operation, path, pageSchema, { ...query, per_page: perPage, ...at })
      totals.add(body.meta.total)
      for (const row of rowsSchema.parse(body[listing.rows])) {
        const { data } = listing.schema.safeParse(row)
        if (data !== undefined) found.set(listing.key(data), data)
      }
      cursor = body.meta.links.next
    } catch (error) {
      if (calls === 1 || !(error instanceof ProviderError)) throw error
      return pages(`Page ${calls} did not come. ${error.message}`)
    }
    if (cursor === '') return pages(whyNotWhole(found.size, totals))
    if (cursors.has(cursor) || calls >= mostPages) return pages('Vultr sent pages without end.')
    cursors.add(cursor)
  }
}

/**
 * Where something was deleted between two pages, the count of rows can agree with the last total all the same. One made at the same
 * time would hide that; so no server is missing before several listings came without it (DESIGN rule 9).
 */
const whyNotWhole = (got: number, totals: ReadonlySet<number>): string | null => {
  const [total = 0, ...more] = totals
  if (more.length > 0) return `The list changed while it was read: Vultr counted ${[...totals].join(', then ')}.`
  return got === total ? null : `Vultr counts ${total} and listed ${got}.`
}

/** For lists that are of no use in part: what is missing would look deleted. */
export const wholeOf = <Row>(what: string, { rows, problem }: Pages<Row>): readonly Row[] => {
  if (problem === null) return rows
  throw new ProviderError(`The list of ${what} is not whole. ${problem}`, {
    kind: 'retry',
    effect: 'none',
    retry_after_ms: null,
  })
}
