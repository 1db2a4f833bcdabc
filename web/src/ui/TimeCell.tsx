import { Time } from './Time.tsx'
import { TwoLines } from './TwoLines.tsx'

/** A table cell: how long ago above, when below; a word where it never was. */
export function TimeCell({ iso, never = 'never' }: { iso: string | null; never?: string }) {
  if (iso === null) return <span className="bs-dim">{never}</span>
  return <TwoLines first={<Time iso={iso} as="age" />} second={<Time iso={iso} />} />
}
