import { formatAge } from '../format/format-age.ts'
import { formatExactTime } from '../format/format-exact-time.ts'
import { formatTime } from '../format/format-time.ts'
import { useNow } from '../lib/use-now.ts'

type Props = {
  iso: string
  /** `age` says how long ago, `moment` says when. The exact time is on hover either way. */
  as?: 'age' | 'moment'
  seconds?: boolean
  /** In a narrow column: the date alone, without its weekday. */
  narrow?: boolean
}

/** A moment, kept fresh. */
export function Time({ iso, as = 'moment', seconds, narrow }: Props) {
  const now = useNow()
  return (
    <time dateTime={iso} title={formatExactTime(iso)} className="bs-num bs-nowrap">
      {as === 'age' ? formatAge(iso, now) : formatTime(iso, { now, seconds, narrow })}
    </time>
  )
}
