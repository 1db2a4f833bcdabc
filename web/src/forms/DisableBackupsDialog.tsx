import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { ApiError } from '../api/api-error.ts'
import type { ProviderSummary } from '../api/provider-types.ts'
import type { LostRecoveryPoint, Method, Server } from '../api/server-types.ts'
import { useToggleBackups } from '../api/servers.ts'
import { formatPlural } from '../format/format-plural.ts'
import { backupsOf } from '../lib/backups-of.ts'
import { capital } from '../lib/capital.ts'
import { operatorWords } from '../lib/operator-words.ts'
import { providerLabel } from '../lib/provider-facts.ts'
import { useOnOpen } from '../lib/use-on-open.ts'
import { whyNoKeep } from '../lib/why-no-keep.ts'
import { useViewer } from '../shell/viewer.ts'
import { Bytes } from '../ui/Bytes.tsx'
import dialogStyles from '../ui/Dialog.module.css'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogActions } from '../ui/DialogActions.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Time } from '../ui/Time.tsx'
import { aboutServer } from './about-server.ts'
import type { Switched } from './EnableBackupsDialog.tsx'
import { KeepLost } from './KeepLost.tsx'
import styles from './Toggle.module.css'
import { ToggleRefusal } from './ToggleRefusal.tsx'

type Props = {
  open: boolean
  server: Server
  /** The one that is switched off while the others go on; undefined: all. */
  method: Method | undefined
  provider: ProviderSummary | undefined
  /** Who runs the installation. */
  host: string
  onClose: () => void
  onDone: (switched: Switched) => void
}

type Warning = { confirm: string; lost: LostRecoveryPoint[] | null }

/** Switches backups off, all or one method. Where that destroys backups, they are listed, and the server's name is typed first. */
export function DisableBackupsDialog({ open, server, method, provider, host, onClose, onDone }: Props) {
  const toggle = useToggleBackups()
  /** Those that rest on the one that goes, and go with it. */
  const [along, setAlong] = useState<readonly Method[]>([])
  const [warning, setWarning] = useState<Warning | null>(null)
  const [typed, setTyped] = useState('')
  useOnOpen(open, () => {
    toggle.reset()
    setAlong([])
    setWarning(null)
    setTyped('')
  })
  const label = providerLabel(server.provider, provider ? [provider] : undefined)
  const ready = warning === null || typed.trim() === warning.confirm
  const methods = method && [method, ...along]
  const verb = methods ? `Switch off ${backupsOf(methods)}` : 'Disable backups'
  const rests = restsIn(toggle.error)
  const allOf = along.length > 0 ? 'Switch off all of them' : 'Switch off both'
  const send = (also = along) => {
    if (!ready || toggle.isPending) return
    const methods = method && [method, ...also]
    toggle.mutate(
      { server_id: server.id, enable: false, methods, confirm: warning?.confirm },
      {
        onSuccess: (reply) => {
          onDone({ server, enable: false, methods: reply.backups_enabled ? methods : undefined, ...reply })
          onClose()
        },
        onError: (error) => setWarning((before) => warningIn(error, server) ?? before),
      },
    )
  }
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={`${verb} of ${server.name}`}
      about={aboutServer(server)}
      typed={typed !== ''}
      consequence={
        warning === null
          ? method
            ? othersOf(server, method)
            : 'The place is free again for another server.'
          : ready
            ? 'What is deleted cannot be brought back.'
            : 'The button works once the name is typed.'
      }
      onSubmit={() => send()}
      actions={
        <DialogActions onClose={onClose} loading={toggle.isPending} disabled={!ready} tone="danger">
          {warning === null ? verb : `${verb} of ${server.name}`}
        </DialogActions>
      }
    >
      {warning === null ? (
        <First methods={methods ?? wantedOf(server)} provider={provider} label={label} host={host} />
      ) : (
        <>
          <Lost warning={warning} label={label} server={server} provider={provider} />
          <TextInput
            data-autofocus
            className={dialogStyles.typed}
            size="md"
            label={`Type ${warning.confirm} to confirm`}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
            spellCheck={false}
          />
        </>
      )}
      {toggle.error && warningIn(toggle.error, server) === null && rests === null && (
        <ToggleRefusal title={method ? 'Not switched off.' : 'Not disabled.'} error={toggle.error} />
      )}
      {rests && (
        <Notice
          tone="bad"
          alert
          title={`Without ${backupsOf(rests.methods)} there can be no ${backupsOf([rests.added])}.`}
          actions={
            <Button
              variant="quiet"
              onClick={() => {
                // More than one may rest on it; each is named by a refusal of its own.
                const all = [...along, rests.added]
                setAlong(all)
                send(all)
              }}
            >
              {allOf}
            </Button>
          }
        >
          By themselves these keep less than the plan promises. {allOf}, or leave them on.
        </Notice>
      )}
    </Dialog>
  )
}

type FirstProps = Pick<Props, 'provider' | 'host'> & { methods: readonly Method[]; label: string }

/** What ceases, method by method, and what stays. */
function First({ methods, provider, label, host }: FirstProps) {
  return (
    <>
      {methods.includes('native') && <NativeOff provider={provider} label={label} host={host} />}
      {methods.includes('snapshot') && (
        <p>
          No new snapshots are taken. Those that there are stay at {label}, where they can be restored from and are
          billed until somebody deletes them.
        </p>
      )}
      {methods.includes('files') && (
        <p>No new backups of files are taken. What was taken stays, and can be restored.</p>
      )}
    </>
  )
}

function NativeOff({ provider, label, host }: Omit<FirstProps, 'methods'>) {
  if (provider?.native?.can_disable === false) {
    return (
      <>
        <p>
          {label} has no way for programs to switch these backups off. {capital(host)} gets the task to cancel them in
          the {label} panel; until that is done they go on, and the server shows “Needs operator”.
        </p>
        <p>You can take this back until an operator has done it.</p>
      </>
    )
  }
  return (
    <>
      <p>{label} takes no new backups of this server from then on.</p>
      {provider?.native?.disable_destroys !== false && (
        <p>
          {label} may also delete the backups it has. Nothing happens before they are listed to you and you have
          confirmed it.
        </p>
      )}
    </>
  )
}

type LostProps = Pick<Props, 'server' | 'provider'> & { warning: Warning; label: string }

function Lost({ warning, label, server, provider }: LostProps) {
  const { lost } = warning
  return (
    <div>
      <Notice
        tone="bad"
        alert
        title={
          lost ? `${label} deletes ${formatPlural(lost.length, 'backup')}.` : `${label} deletes every backup it has.`
        }
      >
        {!lost && 'They cannot be listed now. '}
        <HowToKeep server={server} provider={provider} label={label} />
      </Notice>
      {lost && (
        <ul className={styles.lost} aria-label="Backups that are deleted">
          {lost.map((point) => (
            <li key={`${point.name} ${point.created_at}`}>
              <span>{point.name}</span>
              <span className="bs-second">
                {point.created_at ? <Time iso={point.created_at} /> : 'time not known'}
                {', '}
                <Bytes value={point.size_bytes} unknown="size not known" />
              </span>
              {point.recovery_point_id && (
                <KeepLost point_id={point.recovery_point_id} server={server} provider={provider} />
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** What saves a backup from going with the rest. */
function HowToKeep({ server, provider, label }: Omit<LostProps, 'warning'>) {
  const viewer = useViewer()
  const host = operatorWords(viewer.me.installation.name)
  const given = { server, point: { method: 'native' as const }, provider }
  if (provider?.native?.can_convert === false)
    return provider.snapshot?.needs_native
      ? `${label} turns none of them into a snapshot, and snapshots go with them. Take a backup of the files first to keep what there is.`
      : `${label} turns none of them into a snapshot. Take a snapshot, or a backup of the files, first to keep what there is.`
  if (whyNoKeep(given, { may: true, host }) !== null)
    return `To keep one of them, cancel here and ask ${host} to turn it into a snapshot first.`
  return `What is kept as a snapshot first stays; ${label} bills it by the GB until somebody deletes it.`
}

/** What is left beside the one that goes. */
function othersOf({ protections }: Server, method: Method): string {
  return protections.some((one) => one.method !== method && one.observed_state === 'on')
    ? 'Other methods go on, in the same place.'
    : 'No other method is on now: the server is without backups then.'
}

/** Those that are wanted or on. */
function wantedOf({ protections }: Server): Method[] {
  return protections.flatMap((one) => (one.desired_state === 'on' || one.observed_state === 'on' ? one.method : []))
}

/** Which method rests on those that were to go; null for any other refusal. */
function restsIn(error: unknown): { methods: Method[]; added: Method } | null {
  if (!(error instanceof ApiError) || error.code !== 'method_needed') return null
  // The contract's shape of this refusal.
  return error.details as { methods: Method[]; added: Method }
}

/** The list in a refusal that only wants a confirmation; null for any other refusal. */
function warningIn(error: unknown, server: Server): Warning | null {
  if (!(error instanceof ApiError) || error.code !== 'would_destroy_recovery_points') return null
  const details = error.details
  const listed =
    typeof details === 'object' && details !== null && 'recovery_points' in details ? details.recovery_points : null
  // The contract's shape: either the whole list or null.
  return { confirm: server.name, lost: Array.isArray(listed) ? (listed as LostRecoveryPoint[]) : null }
}
