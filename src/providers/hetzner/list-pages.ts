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
  readonly query?: Readonly<Record<string, string | number>>
  /** The rows of one page's body; null for one that cannot be read. */
  readonly read: (body: Readonly<Record<string, unknown>>) => readonly (Row | null)[]
}

/** The most that Hetzner gives at a time, by its clients; its document names none. */
const perPage = 50
/** A million rows; beyond that something goes round in circles. */
const mostPages = 20_000

/** What is made meanwhile pushes rows on to the next page, where they come a second time, and hides none. */
export const newestFirst = { sort: 'id:desc' }

/** All pages of a listing. Throws when the first page fails; later ones become the `problem`. */
export const listPages = async <Row extends { readonly id: number }>(
  api: Api,
  { operation, path, query, read }: Listing<Row>,
): Promise<Pages<Row>> => {
  const found = new Map<number, Row>()
  const totals = new Set<number | null>()
  for (let page = 1; page <= mostPages; page++) {
    const pages = (problem: string | null): Pages<Row> => ({ rows: [...found.values()], calls: page, problem })
    try {
      const body = await api.read(operation, path, pageSchema, { ...query, page, per_page: perPage })
      const rows = read(body)
      const { next_page, total_entries } = body.meta.pagination
      totals.add(total_entries)
      for (const row of rows) if (row !== null) found.set(row.id, row)
      if (rows.length === 0 || next_page === null) return pages(whyNotWhole(found.size, totals))
    } catch (error) {
      if (page === 1 || !(error instanceof ProviderError)) throw error
      return pages(`Page ${page} did not come. ${error.message}`)
    }
  }
  throw new ProviderError('Hetzner Cloud sent pages without end.', {
    kind: 'retry',
    effect: 'none',
    retry_after_ms: null,
  })
}

/**
 * Where something was deleted between two pages, what follows moves up, and one row is on neither: the count of rows found can
 * agree with the last total all the same.
 */
const whyNotWhole = (got: number, totals: ReadonlySet<number | null>): string | null => {
  const [total = null, ...more] = totals
  if (total === null) return `Hetzner Cloud listed ${got} and does not say how many there are.`
  if (more.length > 0)
    return `The list changed while it was read: Hetzner Cloud counted ${[...totals].map((one) => one ?? 'nothing').join(', then ')}.`
  return got === total ? null : `Hetzner Cloud counts ${total} and listed ${got}.`
}
