import type { RateLimitTold } from '../../api/provider-account-types.ts'
import { formatPart } from '../../format/format-part.ts'
import { useNow } from '../../lib/use-now.ts'
import { Time } from '../../ui/Time.tsx'

/** How many calls the provider still took when it was last synced, and when it gives them back. */
export function RateLimit({ told, synced }: { told: RateLimitTold | null; synced: boolean }) {
  const now = useNow()
  if (told === null) return <span className="bs-dim">{synced ? 'not told' : 'not known yet'}</span>
  const comes = told.resets_at !== null && new Date(told.resets_at) > now ? told.resets_at : null
  return (
    <>
      <span className="bs-num">{formatPart(told.remaining, told.limit)}</span>
      {comes && (
        <span className="bs-dim">
          {' '}
          until <Time iso={comes} />
        </span>
      )}
    </>
  )
}
