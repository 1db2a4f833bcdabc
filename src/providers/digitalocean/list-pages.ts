import { ProviderError } from '../provider-error.ts'
import type { Api } from './api.ts'
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
  let total = 0
  for (let page = 1; page <= mostPages; page++) {
    const state = { rows: [...found.values()], total, calls: page }
    try {
      const body = await api.read(operation, path, pageSchema, { ...query, page, per_page: perPage })
      const rows = listing.read(body)
      total = body.meta.total
      for (const row of rows) if (row !== null) found.set(listing.key(row), row)
      const all = { rows: [...found.values()], total, calls: page }
      if (enough(all.rows)) return { ...all, problem: null }
      if (rows.length === 0 || page * perPage >= total) return { ...all, problem: whyNotWhole(found.size, total) }
    } catch (error) {
      if (page === 1 || !(error instanceof ProviderError)) throw error
      return { ...state, problem: `Page ${page} did not come. ${error.message}` }
    }
  }
  return { rows: [...found.values()], total, calls: mostPages, problem: 'DigitalOcean sent pages without end.' }
}

const whyNotWhole = (got: number, total: number): string | null =>
  got === total ? null : `DigitalOcean counts ${total} and listed ${got}.`
