import { IconHistory } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useOrganization } from '../../api/organizations.ts'
import { usePlacesOf } from '../../api/places-preview.ts'
import type { Server } from '../../api/server-types.ts'
import { ServerStatus } from '../../components/ServerStatus.tsx'
import { ToggleDialogs } from '../../components/ToggleDialogs.tsx'
import { type Toggling, togglingIn } from '../../components/toggling.ts'
import { useOrganizationFacts } from '../../components/use-organization-facts.ts'
import { backupAction } from '../../lib/backup-action.ts'
import { lazyDialog } from '../../lib/lazy-dialog.tsx'
import { placeOf, providerLabel, providerOf } from '../../lib/provider-facts.ts'
import { isTroubled } from '../../lib/server-states.ts'
import { useIsPhone } from '../../lib/use-is-phone.ts'
import { useNow } from '../../lib/use-now.ts'
import { whyNothingToRestore } from '../../lib/why-nothing-to-restore.ts'
import { paths } from '../../paths.ts'
import { AppLink } from '../../shell/AppLink.tsx'
import { useAddressQuery } from '../../shell/use-address-query.ts'
import { useGo } from '../../shell/use-go.ts'
import { useWhyNotAct } from '../../shell/use-why-not-act.ts'
import { roleOf, useViewer } from '../../shell/viewer.ts'
import { LinkButton } from '../../ui/LinkButton.tsx'
import { type Crumb, PageHead } from '../../ui/PageHead.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { WhenSeen } from '../../ui/WhenSeen.tsx'
import { BackUpNow } from './BackUpNow.tsx'
import { powerLook } from './power-look.ts'
import styles from './Server.module.css'
import { ServerActions } from './ServerActions.tsx'
import { ServerFactBand } from './ServerFactBand.tsx'
import { ServerHistory } from './ServerHistory.tsx'
import { ServerProtection } from './ServerProtection.tsx'
import { ServerRunning } from './ServerRunning.tsx'
import { ServerTimeline } from './ServerTimeline.tsx'
import { useBackupNow } from './use-backup-now.ts'
import { useServerParts } from './use-server-parts.ts'
import { useServersAbove } from './use-servers-above.ts'

// The address asks for one of them, or for none.
const ServerDialogs = lazyDialog(
  async () => (await import('./ServerDialogs.tsx')).ServerDialogs,
  ({ asked }) => asked !== null,
)
// Most have none.
const ServerTrouble = lazy(async () => ({ default: (await import('./ServerTrouble.tsx')).ServerTrouble }))
// Further down than most people look.
const ServerFacts = lazy(async () => ({ default: (await import('./ServerFacts.tsx')).ServerFacts }))
const ServerDrills = lazy(async () => ({ default: (await import('./ServerDrills.tsx')).ServerDrills }))
const ServerStorage = lazy(async () => ({ default: (await import('./ServerStorage.tsx')).ServerStorage }))
const ServerRuns = lazy(async () => ({ default: (await import('./ServerRuns.tsx')).ServerRuns }))

const icon = { size: 16, stroke: 1.6 }

/** The page of a server that is there. */
export function ServerDetail({ server }: { server: Server }) {
  const viewer = useViewer()
  const go = useGo()
  const query = useAddressQuery()
  const facts = useOrganizationFacts(server.organization_id)
  const parts = useServerParts(server.id)
  const phone = useIsPhone()
  const backup = useBackupNow(server, parts)
  const whyNotAct = useWhyNotAct()
  const [chosen, setChosen] = useState<Toggling | null>(null)
  const role = viewer.me.operator ? 'operator' : roleOf(viewer)
  const provider = providerOf(server, facts)
  const nothing = whyNothingToRestore(server, provider)
  const whyNots = whyNotAct === null ? [backup.whyNot, nothing].filter((why) => why !== null) : []
  const of = { server, provider, files: parts.files, snapshot: parts.snapshot }
  const place = usePlacesOf([server.id]).get(server.id)
  const action = backupAction({ server, place, role })
  const label = providerLabel(server.provider, facts.providers)
  const power = powerLook(server)
  const troubled = isTroubled(server, useNow())
  const asked = query.get('dialog')
  const toggling = chosen ?? togglingIn(asked, server, action)
  const close = () => {
    setChosen(null)
    if (asked) go(paths.server(server.id), { replace: true })
  }
  const protection = <ServerProtection {...{ server, facts, parts, action }} onToggle={setChosen} />
  return (
    <>
      <PageHead
        title={server.name}
        acts
        crumbs={useCrumbs(server, phone)}
        actions={
          <>
            {/* A finger finds no tooltip; the button itself says it to those who hear it. */}
            {phone && whyNots.length > 0 && <p aria-hidden="true">{whyNots.join(' ')}</p>}
            <BackUpNow backup={backup} />
            <LinkButton
              variant="filled"
              leftSection={<IconHistory {...icon} />}
              to={paths.restoreWizard(server.id)}
              disabledReason={whyNotAct ?? nothing}
            >
              Restore…
            </LinkButton>
          </>
        }
        menu={<ServerActions server={server} providers={facts.providers} />}
        dock
        status={
          <>
            <ServerStatus server={server} />
            {power && <StateBadge look={power} />}
            {server.critical && <Tag>critical</Tag>}
          </>
        }
        facts={<HeadFacts server={server} />}
      />
      {troubled && (
        <Suspense fallback={null}>
          <ServerTrouble {...{ server, label, action }} onEnable={() => setChosen({ server, enable: true })} />
        </Suspense>
      )}
      <ServerFactBand {...of} part={phone ? 'first' : undefined} />
      <ServerRunning server={server} mayCancel={role !== 'viewer'} />
      <ServerTimeline server={server} protections={parts.protections} provider={provider} />
      {phone && <ServerFactBand {...of} part="others" />}
      <Sheet columns="main-aside">
        {/* Below a long list on a phone nobody would find the way to switch backups on or off. */}
        {phone && protection}
        <ServerHistory
          server={server}
          provider={provider}
          repository={parts.repository}
          nextRunAt={nextOf(parts)}
          mayBackUp={backup.whyNot === null}
          onBackUp={() => backup.act()}
        />
        {!phone && protection}
      </Sheet>
      <WhenSeen
        className={styles.apart}
        before={
          <Sheet>
            <Panel title="Storage" />
          </Sheet>
        }
      >
        <ServerStorage server={server} label={label} />
      </WhenSeen>
      <Sheet columns="main-aside">
        <WhenSeen before={<Panel title="Drills" />}>
          <ServerDrills server={server} />
        </WhenSeen>
        <Panel title="Facts">
          <WhenSeen before={null}>
            <ServerFacts server={server} label={label} />
          </WhenSeen>
        </Panel>
      </Sheet>
      <Sheet>
        <Panel title="Runs" flush action={<AppLink to={paths.restores({ server_id: server.id })}>Restores</AppLink>}>
          <WhenSeen before={null} atOnce={query.get('run') !== null}>
            <ServerRuns serverId={server.id} open={query.get('run')} />
          </WhenSeen>
        </Panel>
      </Sheet>
      <ToggleDialogs toggling={toggling} facts={facts} onClose={close} />
      <ServerDialogs server={server} parts={parts} asked={whyNotAct === null ? asked : null} onClose={close} />
    </>
  )
}

/** Operators come here from a customer as often as from the list; a phone has one way back. */
function useCrumbs({ organization_id }: Server, phone: boolean): Crumb[] {
  const above = useServersAbove()
  const isOperator = useViewer().scope.kind === 'operator'
  const customer = useOrganization(isOperator && !phone ? organization_id : null).data
  return customer ? [above, { word: customer.name, to: paths.customer(customer.id) }] : [above]
}

/** When Backstay takes the next backup itself. */
function nextOf({ files, snapshot }: ReturnType<typeof useServerParts>): string | null {
  const times = [files, snapshot].flatMap((one) => (one?.desired_state === 'on' ? (one.next_run_at ?? []) : []))
  return times.sort()[0] ?? null
}

function HeadFacts({ server }: { server: Server }) {
  return (
    <>
      {server.provider_ref && (
        <>
          <span className="bs-mono">{server.provider_ref}</span>
          {' · '}
        </>
      )}
      {[placeOf(server), server.size, `type ${server.plan_type}`].filter(Boolean).join(' · ')}
    </>
  )
}
