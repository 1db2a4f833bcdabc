import type { Subscription } from '../api/billing-types.ts'
import { Time } from '../ui/Time.tsx'
import { TwoLines } from '../ui/TwoLines.tsx'

/** When the places of a subscription stop to count, and why. */
export function SubscriptionUntil({ subscription, short }: { subscription: Subscription; short?: boolean }) {
  const { status, entitled_until, ends_at, current_period_end, past_due_since, reason } = subscription
  if (status === 'declined') return <TwoLines first="declined" second={reason ?? 'no reason given'} />
  if (status === 'requested') return <span className="bs-dim">waits for you</span>
  const at = entitled_until ?? ends_at
  if (at === null) {
    if (current_period_end === null || short) return <span className="bs-second">no end</span>
    return (
      <TwoLines
        first="no end"
        second={
          <>
            paid until <Time iso={current_period_end} />
          </>
        }
      />
    )
  }
  if (short) return <Time iso={at} as="age" />
  const why = past_due_since ? 'end of grace' : status === 'canceled' ? (reason ?? 'ended') : 'its end'
  return <TwoLines first={<Time iso={at} />} second={why} />
}
