import type { Subscription } from '../../api/billing-types.ts'
import { useHouseId } from '../../api/organizations.ts'
import type { ListState } from '../../api/use-list.ts'
import { formatCount } from '../../format/format-count.ts'
import { formatMoney } from '../../format/format-money.ts'
import { customerWords } from '../../lib/customer-words.ts'
import { monthlyRevenue, placesSold } from '../../lib/revenue.ts'
import { paths } from '../../paths.ts'
import { Stat } from '../../ui/Stat.tsx'
import { StatBand } from '../../ui/StatBand.tsx'

/** What the subscriptions come to. Shown once every one of them is here: a part would be a wrong figure. */
export function MoneyBand({ subscriptions }: { subscriptions: ListState<Subscription> }) {
  const { rows, hasMore, refreshing } = subscriptions
  const houseId = useHouseId()
  if (!rows || hasMore) return null
  const [main, ...others] = monthlyRevenue(rows)
  const entitled = rows.filter((one) => one.entitled)
  const owners = entitled.map((one) => one.organization_id)
  const requests = rows.filter((one) => one.status === 'requested')
  const pastDue = rows.filter((one) => one.status === 'past_due')
  return (
    <StatBand count={4}>
      <Stat
        label="Revenue a month"
        value={main ? formatMoney(main) : 'none yet'}
        captions={others.length > 0 ? others.map((money) => `and ${formatMoney(money)}`) : ['by the agreed prices']}
        refreshing={refreshing}
      />
      <Stat
        label="Places sold"
        value={formatCount(placesSold(rows))}
        captions={[houseId === undefined ? '\u00a0' : `to ${customerWords(owners, houseId)}`]}
        refreshing={refreshing}
        to={paths.plans({ show: 'active' })}
      />
      <Stat
        label="Requests"
        value={formatCount(requests.length)}
        captions={[requests.length > 0 ? 'wait for your answer' : 'nobody waits']}
        refreshing={refreshing}
        to={paths.plans({ show: 'requested' })}
      />
      <Stat
        label="Past due"
        value={formatCount(pastDue.length)}
        captions={[pastDue.length > 0 ? 'in grace, or lapsed by now' : 'all are paid']}
        refreshing={refreshing}
        to={paths.plans({ show: 'past_due' })}
      />
    </StatBand>
  )
}
