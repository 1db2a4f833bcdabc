import type { RateLimitTold } from '../../api/provider-account-types.ts'
import { formatPart } from '../../format/format-part.ts'
import { useNow } from '../../lib/use-now.ts'
import { Time } from '../../ui/Time.tsx'
import { TwoLines } from '../../ui/TwoLines.tsx'

/** How many calls the provider still took when it was last synced, and until when that counts. */
export function RateLimit({ told, synced }: { told: RateLimitTold | null; synced: boolean }) {
  const now = useNow()
  if (told === null) return <span className="bs-dim">{synced ? 'not told' : 'not known yet'}</span>
  const left = <span className="bs-num">{formatPart(told.remaining, told.limit)}</span>
  if (told.resets_at === null || new Date(told.resets_at) <= now) return left
  return (
    <TwoLines
      first={left}
      second={
        <>
          until <Time iso={told.resets_at} />
        </>
      }
    />
  )
}
