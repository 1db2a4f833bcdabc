import { useState } from 'react'
import type { Server } from '../../api/server-types.ts'
import { useToggleBackups } from '../../api/servers.ts'
import { BackupButtons } from '../../components/BackupButtons.tsx'
import { ServerStatus } from '../../components/ServerStatus.tsx'
import { ToggleDialogs } from '../../components/ToggleDialogs.tsx'
import type { Toggling } from '../../components/toggling.ts'
import { useOrganizationFacts } from '../../components/use-organization-facts.ts'
import { backupAction } from '../../lib/backup-action.ts'
import { operatorWords } from '../../lib/operator-words.ts'
import { placeOf, providerLabel, providerOf } from '../../lib/provider-facts.ts'
import { serverTrouble } from '../../lib/server-trouble.ts'
import { paths } from '../../paths.ts'
import { useAddressQuery } from '../../shell/use-address-query.ts'
import { useGo } from '../../shell/use-go.ts'
import { roleOf, useViewer } from '../../shell/viewer.ts'
import { Notice } from '../../ui/Notice.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { showErrorToast } from '../../ui/toast/show-error-toast.tsx'
import { FileBackups } from './FileBackups.tsx'
import { ProtectionPanel } from './ProtectionPanel.tsx'
import styles from './Server.module.css'
import { ServerActions } from './ServerActions.tsx'
import { ServerAtProvider, ServerFacts } from './ServerFacts.tsx'
import { ServerRuns } from './ServerRuns.tsx'
import { useServersAbove } from './use-servers-above.ts'

/** The page of a server that is there. */
export function ServerDetail({ server }: { server: Server }) {
  const viewer = useViewer()
  const go = useGo()
  const query = useAddressQuery()
  const facts = useOrganizationFacts(server.organization_id)
  const [chosen, setChosen] = useState<Toggling | null>(null)
  const leave = useToggleBackups()
  const role = viewer.me.operator ? 'operator' : roleOf(viewer)
  const action = backupAction({ server, plans: facts.entitled, role, provider: providerOf(server, facts) })
  const label = providerLabel(server.provider, facts.providers)
  const trouble = serverTrouble(server, { label, host: operatorWords(viewer.me.installation.name) })
  const asked = query.get('dialog')
  const why = action.kind === 'busy' ? 'under way' : action.why
  const toggling = chosen ?? togglingIn(asked, server, why === null && facts.entitled !== undefined)
  const close = () => {
    setChosen(null)
    if (asked) go(paths.server(server.id), { replace: true })
  }
  const leaveOff = () =>
    leave.mutate(
      { server_id: server.id, enable: false },
      { onError: (error) => showErrorToast(`${server.name} was not changed.`, error) },
    )
  return (
    <>
      <PageHead
        title={server.name}
        crumbs={[useServersAbove()]}
        actions={role === 'operator' && <ServerActions server={server} providers={facts.providers} />}
        status={
          <>
            <ServerStatus server={server} />
            {server.critical && <Tag>critical</Tag>}
          </>
        }
        facts={
          <>
            {server.provider_ref && (
              <>
                <span className="bs-mono">{server.provider_ref}</span>
                {' · '}
              </>
            )}
            {[placeOf(server), server.size, `type ${server.plan_type}`].filter(Boolean).join(' · ')}
          </>
        }
      />
      {trouble && (
        <div className={styles.notice}>
          <Notice tone={trouble.tone} title={trouble.fact}>
            {trouble.more}
          </Notice>
        </div>
      )}
      <FileBackups server={server} mayChange={role === 'operator' || role === 'owner' || role === 'manager'} />
      <Sheet columns="main-aside">
        <Panel title="Runs" flush>
          <ServerRuns serverId={server.id} open={query.get('run')} />
        </Panel>
        <Panel title="Protection" flush>
          <ProtectionPanel server={server} facts={facts} />
          {action.kind !== 'busy' && (
            <div className={styles.foot}>
              <BackupButtons
                server={server}
                action={action}
                onToggle={(enable) => setChosen({ server, enable })}
                onLeaveOff={leaveOff}
              />
            </div>
          )}
        </Panel>
      </Sheet>
      <Sheet columns={server.provider === 'machine' ? undefined : 'two'}>
        <Panel title="Facts">
          <ServerFacts server={server} />
        </Panel>
        {server.provider !== 'machine' && (
          <Panel title={`At ${label}`}>
            <ServerAtProvider server={server} label={label} />
          </Panel>
        )}
      </Sheet>
      <ToggleDialogs toggling={toggling} facts={facts} onClose={close} />
    </>
  )
}

/** A dialog that the address asks for, once it is known that it may open. */
function togglingIn(asked: string | null, server: Server, may: boolean): Toggling | null {
  if (!may || (asked !== 'enable' && asked !== 'disable')) return null
  return { server, enable: asked === 'enable' }
}
