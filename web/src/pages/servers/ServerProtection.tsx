import { lazy } from 'react'
import type { Server } from '../../api/server-types.ts'
import { BackupButtons } from '../../components/BackupButtons.tsx'
import type { Toggling } from '../../components/toggling.ts'
import type { OrganizationFacts } from '../../components/use-organization-facts.ts'
import type { BackupAction } from '../../lib/backup-action.ts'
import { isWanted } from '../../lib/method-turn.ts'
import { isMachine } from '../../lib/provider-facts.ts'
import { paths } from '../../paths.ts'
import { AppLink } from '../../shell/AppLink.tsx'
import { useGo } from '../../shell/use-go.ts'
import { useWhyNotAct } from '../../shell/use-why-not-act.ts'
import { Facts } from '../../ui/Facts.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Time } from '../../ui/Time.tsx'
import { WhenSeen } from '../../ui/WhenSeen.tsx'
import { AgentCell } from './AgentCell.tsx'
import { ProtectionPanel } from './ProtectionPanel.tsx'
import styles from './Server.module.css'
import type { useServerParts } from './use-server-parts.ts'

const ImageChecksCell = lazy(async () => ({ default: (await import('./ImageChecksCell.tsx')).ImageChecksCell }))

type Props = {
  server: Server
  facts: OrganizationFacts
  parts: ReturnType<typeof useServerParts>
  action: BackupAction
  onToggle: (toggling: Toggling) => void
}

/** How a server is protected, by whom, and the buttons that change it. */
export function ServerProtection({ server, facts, parts, action, onToggle }: Props) {
  const go = useGo()
  const whyNotAct = useWhyNotAct()
  const may = whyNotAct === null
  const { files, snapshot, agent, repository } = parts
  const adds = may && server.protections.some(isWanted) && action.kind !== 'busy'
  const showsAgent = agent !== undefined && (agent !== null || files?.desired_state === 'on' || isMachine(server))
  return (
    <Panel
      title="Protection"
      flush
      action={adds && <AppLink to={paths.server(server.id, { dialog: 'enable' })}>Add a method…</AppLink>}
    >
      <ProtectionPanel
        {...{ server, facts, files, snapshot, repository }}
        place={action.kind === 'enable' ? (action.place ?? undefined) : undefined}
        mayEdit={may}
      />
      {showsAgent && (
        <div className={styles.below}>
          <AgentCell agent={agent} why={whyNotAct} onInstall={() => go(paths.server(server.id, { dialog: 'agent' }))} />
        </div>
      )}
      {!isMachine(server) && (
        <WhenSeen before={null} className={styles.below}>
          <ImageChecksCell server={server} mayEdit={may} />
        </WhenSeen>
      )}
      {action.kind !== 'busy' && (
        <div className={styles.foot}>
          {server.backups_enabled && server.backups_enabled_at !== null && (
            <Facts tight rows={[['On since', <Time key="since" iso={server.backups_enabled_at} />]]} />
          )}
          <BackupButtons server={server} action={action} onToggle={(enable) => onToggle({ server, enable })} />
        </div>
      )}
    </Panel>
  )
}
