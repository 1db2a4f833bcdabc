import { formatBytes } from '../format/format-bytes.ts'
import { formatExactBytes } from '../format/format-exact-bytes.ts'

/** A size; to the byte on hover, a word where nobody knows it. */
export function Bytes({ value, unknown = 'not known' }: { value: number | null; unknown?: string }) {
  if (value === null) return <span className="bs-dim bs-nowrap">{unknown}</span>
  return (
    <span className="bs-num bs-nowrap" title={formatExactBytes(value)}>
      {formatBytes(value)}
    </span>
  )
}
