import type { Server } from '../../api/server-types.ts'
import { formatMoney } from '../../format/format-money.ts'
import { Facts } from '../../ui/Facts.tsx'
import { Time } from '../../ui/Time.tsx'

/** What a server is, apart from its backups. */
export function ServerFacts({ server, label }: { server: Server; label: string }) {
  return (
    <Facts
      rows={[
        ['Belongs to', server.organization_name],
        ['Provider', label],
        ['Region', server.region ?? 'not known'],
        ['Size', server.size ?? 'not known'],
        ['Price', server.price ? `${formatMoney(server.price)} a month, paid to ${label}` : 'not known'],
        ['Type', server.plan_type],
        [
          'State',
          `${server.status}${server.provider_status === server.status ? '' : `; ${label} says ${server.provider_status}`}`,
        ],
        ['Last seen', server.last_seen_at ? <Time key="seen" iso={server.last_seen_at} as="age" /> : 'not yet'],
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
