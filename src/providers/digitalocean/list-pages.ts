import type { Api } from '../api.ts'
import { ProviderError } from '../provider-error.ts'
import { pageSchema } from './schemas.ts'

export type Pages<Row> = {
  readonly rows: readonly Row[]
  /** As the last page said. */
  readonly total: number
  readonly calls: number
  /** Why pages are missing or do not add up; null when all is well. */
  readonly problem: string | null
}

export type Listing<Row> = {
  readonly operation: string
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  /** The rows of one page's body; null for one that cannot be read. */
  readonly read: (body: Readonly<Record<string, unknown>>) => readonly (Row | null)[]
  readonly key: (row: Row) => number | string
  /** No further page is wanted. */
  readonly enough?: (rows: readonly Row[]) => boolean
}

/** The most that DigitalOcean gives at a time. */
const perPage = 200
/** 200,000 servers; beyond that something goes round in circles. */
const mostPages = 1_000

/** All pages of a listing. Throws when the first fails; later ones become the `problem`. */
export const listPages = async <Row>(api: Api, listing: Listing<Row>): Promise<Pages<Row>> => {
  const { operation, path, query, enough = () => false } = listing
  const found = new Map<number | string, Row>()
  const totals = new Set<number>()
  for (let page = 1; page <= mostPages; page++) {
    const pages = (problem: string | null): Pages<Row> => ({
      rows: [...found.values()],
      total: Math.max(0, ...totals),
      calls: page,
      problem,
    })
    try {
      const body = await api.read(operation, path, pageSchema, { ...query, page, per_page: perPage })
      const rows = listing.read(body)
      totals.add(body.meta.total)
      for (const row of rows) if (row !== null) found.set(listing.key(row), row)
      if (enough([...found.values()])) return pages(null)
      if (rows.length === 0 || page * perPage >= body.meta.total) return pages(whyNotWhole(found.size, totals))
    } catch (error) {
      if (page === 1 || !(error instanceof ProviderError)) throw error
      return pages(`Page ${page} did not come. ${error.message}`)
    }
  }
  throw new ProviderError('DigitalOcean sent pages without end.', {
    kind: 'retry',
    effect: 'none',
    retry_after_ms: null,
  })
}

/**
 * Where something was deleted between two pages, what follows moves up, and one row is on neither: the count of rows found can
 * agree with the last total all the same.
 */
const whyNotWhole = (got: number, totals: ReadonlySet<number>): string | null => {
  const [total = 0, ...more] = totals
  if (more.length > 0) return `The list changed while it was read: DigitalOcean counted ${[...totals].join(', then ')}.`
  return got === total ? null : `DigitalOcean counts ${total} and listed ${got}.`
}
