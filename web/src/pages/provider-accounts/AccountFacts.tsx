import type { ProviderAccount } from '../../api/provider-account-types.ts'
import { OrganizationName } from '../../components/OrganizationName.tsx'
import { formatCount } from '../../format/format-count.ts'
import { formatPart } from '../../format/format-part.ts'
import { paths } from '../../paths.ts'
import { AppLink } from '../../shell/AppLink.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Time } from '../../ui/Time.tsx'
import { RateLimit } from './RateLimit.tsx'

/** What there is to know about an account besides its lists. */
export function AccountFacts({ account, providerLabel }: { account: ProviderAccount; providerLabel: string }) {
  const when = (iso: string | null) => (iso ? <Time iso={iso} /> : 'never')
  return (
    <Facts
      rows={[
        [
          'Servers',
          account.server_count === 0 ? (
            'none found yet'
          ) : (
            <AppLink key="servers" to={paths.backups({ provider: account.provider })}>
              {formatCount(account.server_count)}
            </AppLink>
          ),
        ],
        ['With backups', formatPart(account.protected_count, account.server_count)],
        ['Last sync', when(account.last_synced_at)],
        ['Last whole list', when(account.last_complete_at)],
        ['Checked', when(account.checked_at)],
        ['Calls left', <RateLimit key="limit" told={account.rate_limit} synced={account.last_synced_at !== null} />],
        [
          'Address',
          account.endpoint ? (
            <span key="endpoint" className="bs-mono">
              {account.endpoint}
            </span>
          ) : (
            `${providerLabel}'s own`
          ),
        ],
        [
          'Belongs to',
          account.organization_id ? (
            <AppLink key="owner" to={paths.customer(account.organization_id)}>
              <OrganizationName id={account.organization_id} />
            </AppLink>
          ) : (
            'operators, for all customers'
          ),
        ],
      ]}
    />
  )
}
