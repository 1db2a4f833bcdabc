import { Button } from '@mantine/core'
import type { AuditFilters } from '../api/audit-events.ts'
import type { AuditEvent } from '../api/types.ts'
import { formatExactTime } from '../format/format-exact-time.ts'
import { describeUserAgent } from '../lib/describe-user-agent.ts'
import { CopyButton } from '../ui/CopyButton.tsx'
import { Facts } from '../ui/Facts.tsx'
import styles from './ActivityDetail.module.css'
import { diffFacts } from './diff-facts.ts'
import { OrganizationName } from './OrganizationName.tsx'

type Props = { event: AuditEvent; withOrganization?: boolean; onFilter: (filters: AuditFilters) => void }

const actorKinds: Record<string, string> = {
  user: 'person',
  api_key: 'API key',
  system: 'Backstay itself',
  anonymous: 'not signed in',
}

/** All that was recorded about an event, and ways to see more like it. */
export function ActivityDetail({ event, withOrganization, onFilter }: Props) {
  const { actor, target } = event
  const id = (text: string) => <span className="bs-mono">{text}</span>
  return (
    <div className={styles.detail}>
      <Facts
        rows={[
          [
            'Exactly',
            <span key="at" className="bs-num">
              {formatExactTime(event.at)}
            </span>,
          ],
          ['Action', id(event.action)],
          [
            'By',
            <>
              {actor.name}, {actorKinds[actor.kind] ?? actor.kind} {actor.id && id(actor.id)}
            </>,
          ],
          [
            'About',
            <>
              {target.name ?? target.kind.replaceAll('_', ' ')} {id(target.id)}
            </>,
          ],
          [
            'Where',
            event.organization_id === null ? (
              'the installation'
            ) : (
              <>
                {withOrganization && <OrganizationName id={event.organization_id} />} {id(event.organization_id)}
              </>
            ),
          ],
          [
            'From',
            <>
              {event.ip_address ? id(event.ip_address) : 'no address recorded'}
              {event.user_agent && (
                <>
                  , {describeUserAgent(event.user_agent)}
                  <span className={styles.agent}>{event.user_agent}</span>
                </>
              )}
            </>,
          ],
          ...(event.request_id ? [['Request', id(event.request_id)] as const] : []),
        ]}
      />
      <Difference event={event} />
      <div className={styles.more}>
        {actor.id && (
          <Button variant="quiet" onClick={() => onFilter({ actor_id: actor.id ?? undefined })}>
            All by {actor.name}
          </Button>
        )}
        <Button variant="quiet" onClick={() => onFilter({ target_id: target.id })}>
          All about {target.name ?? target.id}
        </Button>
        <CopyButton variant="plain" value={() => JSON.stringify(event, null, 2)}>
          Copy as JSON
        </CopyButton>
      </div>
    </div>
  )
}

function Difference({ event }: { event: AuditEvent }) {
  const facts = diffFacts(event.before, event.after)
  if (facts.length === 0) return <p className="bs-dim">Nothing more was recorded about it.</p>
  const sides = { before: event.before !== null, after: event.after !== null }
  return (
    <table className={styles.difference}>
      <caption className="bs-hidden">What changed</caption>
      <thead>
        <tr>
          <th scope="col">Fact</th>
          {sides.before && <th scope="col">Before</th>}
          {sides.after && <th scope="col">After</th>}
        </tr>
      </thead>
      <tbody>
        {facts.map((fact) => (
          <tr key={fact.key}>
            <th scope="row">{fact.key}</th>
            {sides.before && <Side value={fact.before} kind={sides.after && fact.changed ? 'old' : undefined} />}
            {sides.after && <Side value={fact.after} kind={sides.before && fact.changed ? 'new' : undefined} />}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Side({ value, kind }: { value: string | null; kind?: 'old' | 'new' }) {
  if (value === null) return <td className="bs-dim">not recorded</td>
  return <td data-side={kind}>{value}</td>
}
