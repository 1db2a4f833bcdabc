import type { z } from 'zod'
import type { Api } from '../api.ts'
import { ProviderError } from '../provider-error.ts'
import { pageSchema } from './schemas.ts'

export type Pages<Row> = {
  readonly rows: readonly Row[]
  readonly calls: number
  /** Why pages are missing or do not add up; null when all is well. */
  readonly problem: string | null
}

/** The most that Linode gives at a time. */
const pageSize = 500
/** 500,000 servers; beyond that something goes round in circles. */
const mostPages = 1_000

/** All pages of a listing. Throws when the first fails; later ones become the `problem`. */
export const listPages = async <Row extends { readonly id: number | string }>(
  api: Api,
  { operation, path, schema }: { operation: string; path: string; schema: z.ZodType<Row> },
): Promise<Pages<Row>> => {
  const found = new Map<number | string, Row>()
  const totals = new Set<number>()
  for (let page = 1; page <= mostPages; page++) {
    const pages = (problem: string | null): Pages<Row> => ({ rows: [...found.values()], calls: page, problem })
    try {
      const { data, results } = await api.read(operation, path, pageSchema, { page, page_size: pageSize })
      totals.add(results)
      for (const row of data.flatMap((one) => schema.safeParse(one).data ?? [])) found.set(row.id, row)
      if (data.length === 0 || page * pageSize >= results) return pages(whyNotWhole(found.size, totals))
    } catch (error) {
      if (page === 1 || !(error instanceof ProviderError)) throw error
      return pages(`Page ${page} did not come. ${error.message}`)
    }
  }
  throw new ProviderError('Linode sent pages without end.', { kind: 'retry', effect: 'none', retry_after_ms: null })
}

/**
 * Where something was deleted between two pages, what follows moves up, and one row is on neither: the count of rows found can
 * agree with the last total all the same.
 */
const whyNotWhole = (got: number, totals: ReadonlySet<number>): string | null => {
  const [total = 0, ...more] = totals
  if (more.length > 0) return `The list changed while it was read: Linode counted ${[...totals].join(', then ')}.`
  return got === total ? null : `Linode counts ${total} and listed ${got}.`
}
