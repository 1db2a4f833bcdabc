/** A whole number from a query, between two limits; the default where it is absent or makes no sense. */
export const numberFrom = (
  query: URLSearchParams,
  name: string,
  { least, most, otherwise }: { least: number; most: number; otherwise: number },
): number => {
  const text = query.get(name)
  const value = text === null || !/^\d+$/.test(text) ? otherwise : Number(text)
  return Math.min(most, Math.max(least, value))
}

export type Page<T> = {
  readonly rows: readonly T[]
  readonly page: number
  readonly size: number
  readonly pages: number
  readonly total: number
}

/** Page `page` (from 1) of all rows; empty beyond the last. */
export const pageOf = <T>(all: readonly T[], page: number, size: number): Page<T> => ({
  rows: all.slice((page - 1) * size, page * size),
  page,
  size,
  pages: Math.max(1, Math.ceil(all.length / size)),
  total: all.length,
})

/** What the two listing faults make of a page: `empty_list` denies that there is anything, `half_list` keeps the true total. */
export const faultyPage = <T>(page: Page<T>, kind: string | undefined): Page<T> => {
  if (kind === 'empty_list') return { ...page, rows: [], total: 0, pages: 1 }
  if (kind === 'half_list') return { ...page, rows: page.rows.slice(0, Math.floor(page.rows.length / 2)) }
  return page
}
