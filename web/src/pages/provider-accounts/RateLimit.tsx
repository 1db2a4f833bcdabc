import type { RateLimitState } from '../../api/provider-account-types.ts'
import { formatPart } from '../../format/format-part.ts'
import { useNow } from '../../lib/use-now.ts'
import { Time } from '../../ui/Time.tsx'

/** How many calls the provider still takes, as its last reply said. */
export function RateLimit({ state }: { state: RateLimitState | null | undefined }) {
  const now = useNow()
  if (!state) return <span className="bs-dim">not known yet</span>
  if (state.blocked_until && new Date(state.blocked_until) > now) {
    return (
      <>
        none until <Time iso={state.blocked_until} />
      </>
    )
  }
  if (state.remaining === null || state.limit === null) return <span className="bs-dim">not told</span>
  return <span className="bs-num">{formatPart(state.remaining, state.limit)}</span>
}
