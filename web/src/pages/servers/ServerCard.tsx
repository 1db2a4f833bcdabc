import type { ServerPlace } from '../../../../src/protections/schema.ts'
import type { Run } from '../../api/run-types.ts'
import type { Server } from '../../api/server-types.ts'
import { BackupButtons } from '../../components/BackupButtons.tsx'
import { NewestBackup } from '../../components/NewestBackup.tsx'
import { RunProgress } from '../../components/RunProgress.tsx'
import { ServerStatus } from '../../components/ServerStatus.tsx'
import { ServerStrip } from '../../components/ServerStrip.tsx'
import type { OrganizationFacts } from '../../components/use-organization-facts.ts'
import { backupAction } from '../../lib/backup-action.ts'
import { keptWords, paymentWords } from '../../lib/backup-words.ts'
import { isUnderWay, waitsForAgent } from '../../lib/method-turn.ts'
import { operatorWords } from '../../lib/operator-words.ts'
import { placeOf, providerLabel, refOf } from '../../lib/provider-facts.ts'
import { serverTrouble } from '../../lib/server-trouble.ts'
import { lastProved, stripDay } from '../../lib/strip-days.ts'
import { stripOf } from '../../lib/strip-of.ts'
import { useNow } from '../../lib/use-now.ts'
import { paths } from '../../paths.ts'
import { AppLink } from '../../shell/AppLink.tsx'
import { useWhyNotAct } from '../../shell/use-why-not-act.ts'
import { roleOf, useViewer } from '../../shell/viewer.ts'
import { Facts } from '../../ui/Facts.tsx'
import { LinkButton } from '../../ui/LinkButton.tsx'
import { RowLink } from '../../ui/RowLink.tsx'
import { Time } from '../../ui/Time.tsx'
import styles from './ServerCard.module.css'

type Props = {
  server: Server
  /** What is under way on it. */
  run: Run | undefined
  facts: OrganizationFacts
  /** The one it would take; undefined while it is not known. */
  place: ServerPlace | undefined
  onToggle: (enable: boolean) => void
}

/** A server as a card: its state, its thirty days, what there is to know, and the button. */
export function ServerCard({ server, run, facts, place, onToggle }: Props) {
  const viewer = useViewer()
  const now = useNow()
  const whyNotAct = useWhyNotAct()
  const role = viewer.me.operator ? 'operator' : roleOf(viewer)
  const action = backupAction({ server, place, role })
  const strip = stripOf(server, false, now)
  return (
    <article className={styles.card} aria-label={server.name}>
      <div className={styles.head}>
        <div className={styles.names}>
          <h2 className={styles.name}>
            <RowLink to={paths.server(server.id)}>{server.name}</RowLink>
          </h2>
          <p className={styles.where}>
            {placeOf(server)}
            <span className="bs-mono" title={refOf(server)}>
              {refOf(server)}
            </span>
          </p>
        </div>
        <ServerStatus server={server} />
      </div>
      <div>
        <ServerStrip server={server} size="m" />
        <div className={styles.axis}>
          <span>{stripDay(strip, 0).short}</span>
          <span>today</span>
        </div>
      </div>
      <Facts
        tight
        rows={
          action.kind === 'busy' || action.kind === 'waiting'
            ? busyRows(server)
            : calmRows(server, { facts, place, viewer, now })
        }
      />
      <div className={styles.foot}>
        {action.kind === 'busy' && run && (
          <RunProgress
            run={run}
            who={providerLabel(server.provider, facts.providers)}
            action={<AppLink to={paths.server(server.id, { run: run.id })}>Open run</AppLink>}
          />
        )}
        <BackupButtons server={server} action={action} onToggle={onToggle}>
          {server.recovery_points > 0 && (
            <LinkButton disabledReason={whyNotAct} to={paths.restoreWizard(server.id)}>
              Restore…<span className="bs-hidden"> {server.name}</span>
            </LinkButton>
          )}
        </BackupButtons>
      </div>
    </article>
  )
}

type Row = readonly [string, React.ReactNode]

type Calm = Pick<Props, 'facts' | 'place'> & { viewer: ReturnType<typeof useViewer>; now: Date }

function calmRows(server: Server, { facts, place, viewer, now }: Calm): Row[] {
  const provider = facts.providers.find((one) => one.name === server.provider)
  const label = providerLabel(server.provider, facts.providers)
  const action = backupAction({ server, place, role: 'operator' })
  const rows: Row[] = [['Newest', <NewestBackup key="newest" server={server} provider={provider} />]]
  if (server.backups_enabled) rows.push(['Kept', keptWords(server, provider)])
  if (server.backups_enabled && server.backups_enabled_at !== null)
    rows.push(['On since', <Time key="since" iso={server.backups_enabled_at} />])
  const waiting = server.protections.find(waitsForAgent)?.reason
  if (waiting) rows.push(['Next', waiting.message])
  const proved = server.strip && lastProved(server.strip)
  if (proved) rows.push(['Proved', `the backup of ${proved}, by a drill`])
  // Where nothing is subscribed, the reason beside the button says it all.
  if (action.kind === 'enable' && action.place && action.place.kind !== 'no_subscription')
    rows.push([action.place.kind === 'not_covered' ? 'Plan' : 'Places', action.place.words])
  const payment = paymentWords(server, facts.entitled, now)
  if (payment !== null) rows.push(['Payment', <Loud key="payment" tone="warn" text={payment} />])
  const trouble = serverTrouble(server, { label, host: operatorWords(viewer.me.installation.name), now })
  if (trouble) rows.push(['Trouble', <Loud key="trouble" tone={trouble.tone} text={trouble.short} />])
  return rows
}

const nowWords = {
  native: (label: string, on: boolean) => `${label} is switching backups ${on ? 'on' : 'off'}`,
  snapshot: (_: string, on: boolean) =>
    on ? 'snapshots begin with the first one' : 'snapshots are being switched off',
  files: (_: string, on: boolean) =>
    on ? 'backups of files begin with the first one' : 'backups of files are being switched off',
}
const thenWords = {
  native: (label: string) => `the first backup, in the next window of ${label}`,
  snapshot: (label: string) => `the first snapshot, as soon as ${label} has made it`,
  files: () => 'the first backup, as soon as the agent is there',
}

function busyRows(server: Server): Row[] {
  const label = providerLabel(server.provider)
  const moving = server.protections.find(isUnderWay) ?? server.protections.find(waitsForAgent)
  const on = moving?.phase === 'enabling'
  const method = moving?.method ?? 'native'
  return [
    ['Now', moving?.reason?.message ?? nowWords[method](label, on)],
    ['Then', on ? thenWords[method](label) : 'its place is free for another server'],
  ]
}

function Loud({ tone, text }: { tone: 'warn' | 'bad'; text: string }) {
  return (
    <span className={styles.trouble} data-tone={tone}>
      {text}
    </span>
  )
}
