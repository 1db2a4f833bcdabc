import { IconPlugConnected } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import type { Agent } from '../../../../src/agents/schema.ts'
import { agentLook } from '../../lib/agent-look.ts'
import { listWords } from '../../lib/list-words.ts'
import { useNow } from '../../lib/use-now.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { Time } from '../../ui/Time.tsx'
import styles from './Server.module.css'

// Most servers have no agent.
const AgentMenu = lazy(async () => ({ default: (await import('../../components/AgentMenu.tsx')).AgentMenu }))

type Props = {
  agent: Agent | null
  /** Why no agent can be installed by this person, or null. */
  why: string | null
  onInstall: () => void
}

/** The agent of a server: whether it is heard of, what it runs, what can be done about it. */
export function AgentCell({ agent, why, onInstall }: Props) {
  const now = useNow()
  const look = agentLook(agent, now)
  return (
    <div className={styles.protection} data-tone={look.trouble ? look.mark_tone : undefined}>
      <div className={styles.line}>
        <h3 className={styles.name}>Agent {agent && <span className="bs-dim">{agent.version}</span>}</h3>
        <span className={styles.stateAndMenu}>
          <StateBadge look={look} flat />
          {agent && (
            <Suspense fallback={null}>
              <AgentMenu agent={agent} />
            </Suspense>
          )}
        </span>
      </div>
      {agent ? (
        <Facts tight rows={rowsOf(agent)} />
      ) : (
        <>
          <p className="bs-second">It takes backups of files and restores them. One command installs it.</p>
          <div>
            <ActionButton
              leftSection={<IconPlugConnected size={16} stroke={1.6} />}
              disabledReason={why}
              onClick={onInstall}
            >
              Install the agent…
            </ActionButton>
          </div>
        </>
      )}
    </div>
  )
}

function rowsOf(agent: Agent): [string, React.ReactNode][] {
  const rows: [string, React.ReactNode][] = [
    ['Machine', `${agent.hostname}, ${agent.os}`],
    ['Last heard', agent.connected ? 'now' : <Time key="seen" iso={agent.last_seen_at} as="age" />],
    ['restic', agent.restic_version ?? 'none that it can use'],
    ['Hooks', agent.hooks.length > 0 ? listWords(agent.hooks, 6) : 'none found'],
  ]
  if (agent.allow_commands) rows.push(['Commands', 'taken from here'])
  if (agent.update_available) rows.push(['Update', 'another version fits this server better'])
  if (agent.trouble) rows.push(['Trouble', agent.trouble.message])
  return rows
}
