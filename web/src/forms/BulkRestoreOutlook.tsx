import type { BulkRestoreOutlook as Outlook } from '../../../src/bulk/schema.ts'
import { formatCount } from '../format/format-count.ts'
import { formatMoney } from '../format/format-money.ts'
import { formatPart } from '../format/format-part.ts'
import { formatPlural } from '../format/format-plural.ts'
import { Facts } from '../ui/Facts.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Time } from '../ui/Time.tsx'

/** More would hide the button; the rest stand in the run. */
const mostNamed = 5

/** What a bulk restore makes, what that costs, and who is left out and why. */
export function BulkRestoreOutlook({ outlook }: { outlook: Outlook | undefined }) {
  if (!outlook) return <Skeleton width="60%" />
  const { new_servers, servers, refused, refused_count, oldest_taken_at } = outlook
  return (
    <>
      {new_servers > 0 && (
        <Facts
          rows={[
            [
              'Makes',
              `${formatPlural(new_servers, 'new server')}, as large as before and in the same regions, backups off`,
            ],
            ['Cost', costWords(outlook)],
            ['Oldest image', oldest_taken_at === null ? 'none' : <Time key="oldest" iso={oldest_taken_at} />],
          ]}
        />
      )}
      {refused_count > 0 && (
        <Notice
          tone="warn"
          title={
            new_servers === 0
              ? 'None of them can become a new server.'
              : `${formatPart(refused_count, servers)} cannot become a new server.`
          }
        >
          {refused.slice(0, mostNamed).map((one) => (
            <p key={one.server_id}>
              {one.name}: {one.message}
            </p>
          ))}
          {refused_count > mostNamed && <p>And {formatCount(refused_count - mostNamed)} more; the run names each.</p>}
        </Notice>
      )}
    </>
  )
}

/** Prices are those of the servers there are, as their providers last told them. */
function costWords({ cost_per_month, price_unknown, new_servers }: Outlook): string {
  const known = cost_per_month.map((one) => `${formatMoney(one, { about: true })} a month`).join(' and ')
  if (known === '')
    return `The provider bills ${new_servers === 1 ? 'it' : 'each'} from the first hour; the price is not known here`
  const unknown = price_unknown === 0 ? '' : `, and ${formatPart(price_unknown, new_servers)} at a price not known here`
  return `${known} by the provider, from the first hour${unknown}`
}
