/** How long earlier work took, and what it was of: as the API tells it. */
export type Earlier = {
  from_seconds: number
  to_seconds: number
  based_on: number
  of_server?: boolean
  bytes_least?: number | null
  bytes_most?: number | null
}

/** A span of durations: 9 to 14 min, about 3 min, under a minute. */
export function spanWords({ from_seconds, to_seconds }: Pick<Earlier, 'from_seconds' | 'to_seconds'>): string {
  if (to_seconds < 60) return 'under a minute'
  const from = Math.max(1, Math.floor(from_seconds / 60))
  const to = Math.ceil(to_seconds / 60)
  return from >= to ? `about ${to} min` : `${from} to ${to} min`
}

/** What a span is based on: 7 restores of 30 to 60 GB, 2 snapshots of this server, 4 restores. */
export function basedOnWords({ based_on, of_server, bytes_least, bytes_most }: Earlier, noun: string): string {
  const many = `${based_on} ${noun}${based_on === 1 ? '' : 's'}`
  const sizes = sizeWords(bytes_least ?? null, bytes_most ?? null)
  return [many, sizes && ` of ${sizes}`, of_server === true && ', of this server'].filter(Boolean).join('')
}

const gb = 1e9

function sizeWords(least: number | null, most: number | null): string | null {
  if (least === null || most === null || most < gb) return null
  const [from, to] = [Math.floor(least / gb), Math.ceil(most / gb)]
  // One size in between two numbers would look like a span.
  return to - from <= 1 ? `${Math.round(most / gb)} GB` : `${from} to ${to} GB`
}
