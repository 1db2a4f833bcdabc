/** Columns that can be left out, in the table's order. Name, status and strip always stay. */
export const optionalColumns = [
  { key: 'customer', word: 'Customer' },
  { key: 'provider', word: 'Provider' },
  { key: 'method', word: 'Method' },
  { key: 'keeps', word: 'Retention' },
  { key: 'last', word: 'Last backup' },
  { key: 'storage', word: 'Storage' },
] as const

const known: ReadonlySet<string> = new Set(optionalColumns.map(({ key }) => key))

/** What was kept of an earlier choice. Of columns that are no more, nothing is left. */
export function hiddenIn(kept: string | null): ReadonlySet<string> {
  return new Set((kept ?? '').split(',').filter((key) => known.has(key)))
}

/** The choice with one column turned over. */
export function turnedOver(hidden: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(hidden)
  if (!next.delete(key) && known.has(key)) next.add(key)
  return next
}
