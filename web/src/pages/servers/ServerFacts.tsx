import type { Server } from '../../api/server-types.ts'
import { formatMoney } from '../../format/format-money.ts'
import { Facts } from '../../ui/Facts.tsx'
import { Time } from '../../ui/Time.tsx'

/** Whose a server is and what it is sold as, and what its provider says of it. */
export function ServerFacts({ server, label }: { server: Server; label: string }) {
  return (
    <>
      <Own server={server} />
      {server.provider !== 'machine' && <AtProvider server={server} label={label} />}
    </>
  )
}

function Own({ server }: { server: Server }) {
  return (
    <Facts
      rows={[
        ['Belongs to', server.organization_name],
        ['Type', `${server.plan_type}; plans cover servers by their type`],
        ['Here since', <Time key="since" iso={server.created_at} />],
        [
          'Id',
          <span key="id" className="bs-mono">
            {server.id}
          </span>,
        ],
      ]}
    />
  )
}

function AtProvider({ server, label }: { server: Server; label: string }) {
  const own = server.provider_status === server.status ? '' : `; ${label} says ${server.provider_status}`
  return (
    <Facts
      rows={[
        ['Region', server.region ?? 'not known'],
        ['Size', server.size ?? 'not known'],
        // What an operator's own account costs is the operator's business; members are not told the account either.
        ...(server.provider_account_id === null
          ? []
          : [
              ['Price', server.price ? `${formatMoney(server.price)} a month, paid to ${label}` : 'not known'] as const,
            ]),
        ['State', `${server.status}${own}`],
        ['Last seen', server.last_seen_at ? <Time key="seen" iso={server.last_seen_at} as="age" /> : 'not yet'],
      ]}
    />
  )
}
