import type { EntitledPlan } from '../../api/billing-types.ts'
import type { Server } from '../../api/server-types.ts'
import type { OrganizationFacts } from '../../components/use-organization-facts.ts'
import { operatorWords } from '../../lib/operator-words.ts'
import { providerLabel } from '../../lib/provider-facts.ts'
import { serverStates } from '../../lib/server-states.ts'
import { type ServerTrouble, serverTrouble } from '../../lib/server-trouble.ts'
import { useNow } from '../../lib/use-now.ts'
import { paths } from '../../paths.ts'
import { AppLink } from '../../shell/AppLink.tsx'
import { useViewer } from '../../shell/viewer.ts'
import { serverTroubleOrder } from '../../ui/marks/states.ts'
import { Notice } from '../../ui/Notice.tsx'
import styles from './OrganizationServers.module.css'

type Props = { servers: readonly Server[]; facts: OrganizationFacts; entitled: readonly EntitledPlan[] | undefined }

/** The one thing to see first: the worst server, or that nothing is subscribed yet. */
export function ServersNotice({ servers, facts, entitled }: Props) {
  const { me } = useViewer()
  const now = useNow()
  const troubled = servers.flatMap((server) => {
    const label = providerLabel(server.provider, facts.providers)
    const trouble = serverTrouble(server, { label, host: operatorWords(me.installation.name), now })
    return trouble ? [{ server, trouble }] : []
  })
  const rank = ({ server }: (typeof troubled)[number]) =>
    serverTroubleOrder.indexOf(serverStates(server, now)[0] ?? 'protected')
  const [worst] = troubled.toSorted((a, b) => rank(a) - rank(b))
  if (worst) return <Worst {...worst} others={troubled.length - 1} />
  if (entitled?.length === 0 && servers.some((server) => !server.backups_enabled))
    return (
      <div className={styles.notice}>
        <Notice
          tone="info"
          title="No backup subscription yet."
          actions={
            <AppLink to={paths.plans()} className="bs-link">
              See plans
            </AppLink>
          }
        >
          Backups can be switched on once your organization has places on a plan: one place protects one server.
        </Notice>
      </div>
    )
  return null
}

function Worst({ server, trouble, others }: { server: Server; trouble: ServerTrouble; others: number }) {
  return (
    <div className={styles.notice}>
      <Notice
        tone={trouble.tone}
        title={trouble.fact.includes(server.name) ? trouble.fact : `${server.name}: ${trouble.fact}`}
        actions={
          <AppLink to={paths.server(server.id)} className="bs-link">
            Open {server.name}
          </AppLink>
        }
      >
        {trouble.more}
        {others > 0 &&
          ` ${others === 1 ? 'One more server below needs' : `${others} more servers below need`} a look too.`}
      </Notice>
    </div>
  )
}
