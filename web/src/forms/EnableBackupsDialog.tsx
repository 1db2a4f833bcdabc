import type { EntitledPlan, Plan } from '../api/billing-types.ts'
import type { ProviderSummary } from '../api/provider-types.ts'
import type { Method, Server } from '../api/server-types.ts'
import { formatPlural } from '../format/format-plural.ts'
import { backupsOf } from '../lib/backups-of.ts'
import { listWords } from '../lib/list-words.ts'
import { providerLabel } from '../lib/provider-facts.ts'
import { wishWords } from '../lib/wish-words.ts'
import { useViewer } from '../shell/viewer.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogActions } from '../ui/DialogActions.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Tiles } from '../ui/Tiles.tsx'
import { aboutServer } from './about-server.ts'
import { EnableLedger } from './EnableLedger.tsx'
import { placeSentence, theirTimes, tilesOf, verbOf } from './enable-words.ts'
import styles from './FilesForm.module.css'
import { FilesStart } from './FilesStart.tsx'
import { MethodChoices } from './MethodChoices.tsx'
import { ToggleRefusal } from './ToggleRefusal.tsx'
import { useEnable } from './use-enable.ts'
import { WishFields } from './WishFields.tsx'

export type Switched = {
  server: Server
  enable: boolean
  /** Switched off by these, where the others stay as they are. */
  methods?: readonly Method[] | undefined
  backups_enabled: boolean
  message: string
  run_id?: string
  /** Nothing happens before its agent is installed. */
  needs_agent?: boolean
}

type Props = {
  open: boolean
  server: Server
  /** The one that is meant: chosen to begin with, and switched on again or kept. */
  method: Method | undefined
  /** What the organization may do, and what it could buy. */
  entitled: readonly EntitledPlan[]
  plans: readonly Plan[]
  provider: ProviderSummary | undefined
  onClose: () => void
  onDone: (switched: Switched) => void
}

/** Switches backups on: by which methods, which place that takes, what happens then, and what it costs. All of that is the planner's. */
export function EnableBackupsDialog({ open, server, method, entitled, plans, provider, onClose, onDone }: Props) {
  const { operator } = useViewer().me
  const form = useEnable(server, open, method)
  const { goesOn, adds, held, methods, groups, chosen, files, agent, start } = form
  const label = providerLabel(server.provider, provider ? [provider] : undefined)
  const send = async () => {
    const reply = await form.send()
    if (reply === null) return
    // First, or closing would leave the place that comes next.
    onClose()
    onDone({ server, enable: true, needs_agent: files && agent === null, ...reply })
  }
  return (
    <Dialog
      wide={!goesOn}
      open={open}
      onClose={onClose}
      title={titleOf(server, { goesOn, adds, method })}
      about={aboutServer(server)}
      typed={start.changed || form.wish.changed}
      consequence={
        form.lacking
          ? `${form.lacking.word} keeps less than ${methods.data?.plan.name} promises. Choose a method that keeps as long beside it.`
          : goesOn
            ? `Nothing changes at ${label}.`
            : 'Nothing else on the server changes.'
      }
      onSubmit={() => void send()}
      actions={
        <DialogActions
          onClose={onClose}
          focused
          loading={form.busy}
          disabled={form.full || form.lacking !== null || form.stale || (!goesOn && chosen.length === 0)}
        >
          {goesOn ? `Keep ${method ? backupsOf([method]) : 'backups'}` : verbOf(chosen, adds && !method)}
        </DialogActions>
      }
    >
      <div className={goesOn ? styles.main : styles.planner}>
        <div className={styles.main}>
          {!held && (
            <Tiles
              label="Keep backups for"
              tiles={tilesOf({ server, plans, entitled })}
              value={form.plan_id ?? null}
              onChange={form.choosePlan}
            />
          )}
          {!goesOn && <WishFields serverId={server.id} wish={form.wish} theirs={theirTimes(chosen, label)} />}
          {!goesOn &&
            (groups && methods.data ? (
              <MethodChoices
                groups={groups}
                days={methods.data.plan.retention_days}
                wish={`${wishWords(form.wish.schedule)} for ${formatPlural(methods.data.plan.retention_days, 'day')}`}
                value={form.values}
                onChange={form.setPicked}
                operator={operator}
              />
            ) : (
              !methods.error && <Skeleton width="80%" />
            ))}
          {files && <FilesStart start={start} agent={agent} />}
          {form.full && (
            <Notice tone="warn" title={`No place is free on ${methods.data?.plan.name}.`}>
              Add a place, free one, or choose another plan above.
            </Notice>
          )}
          {methods.error && (
            <Notice tone="bad" title="The methods could not be loaded.">
              {methods.error.message}
            </Notice>
          )}
          <ToggleRefusal
            title={form.went.length > 0 ? `${listWords(form.went)} went through; the rest did not.` : 'Not enabled.'}
            error={form.refused}
          />
        </div>
        {methods.data && (
          <EnableLedger
            server={server}
            methods={methods.data}
            chosen={chosen}
            kept={groups?.on ?? []}
            place={placeSentence(
              entitled.find((one) => one.plan_id === form.plan_id),
              held,
            )}
            label={label}
            operator={operator}
            hasAgent={agent !== null}
          />
        )}
      </div>
    </Dialog>
  )
}

type Meant = { goesOn: boolean; adds: boolean; method: Method | undefined }

function titleOf({ name }: Server, { goesOn, adds, method }: Meant): string {
  if (method)
    return goesOn ? `Keep ${backupsOf([method])} of ${name}` : `Enable ${backupsOf([method])} for ${name} again`
  if (goesOn) return `Keep backups of ${name}`
  return `${adds ? 'Add a method' : 'Enable backups'} for ${name}`
}
