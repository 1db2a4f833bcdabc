import { Button } from '@mantine/core'
import { useState } from 'react'
import { useAgents } from '../api/agents.ts'
import type { EntitledPlan, Plan } from '../api/billing-types.ts'
import { useConfigureFiles, useProtections } from '../api/protections.ts'
import type { ProviderSummary } from '../api/provider-types.ts'
import type { Server } from '../api/server-types.ts'
import { useToggleBackups } from '../api/servers.ts'
import { formatPlural } from '../format/format-plural.ts'
import { capital } from '../lib/capital.ts'
import { nativeFit } from '../lib/native-fit.ts'
import { coveringPlans, placeFor } from '../lib/place-for.ts'
import { placeWords } from '../lib/place-words.ts'
import { providerLabel } from '../lib/provider-facts.ts'
import { useOnOpen } from '../lib/use-on-open.ts'
import { useViewer } from '../shell/viewer.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Facts } from '../ui/Facts.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Steps } from '../ui/Steps.tsx'
import { Tiles } from '../ui/Tiles.tsx'
import { aboutServer } from './about-server.ts'
import { factsOf, stepsOf, tilesOf } from './enable-words.ts'
import { FilesStart } from './FilesStart.tsx'
import { MethodChoices } from './MethodChoices.tsx'
import { methodRows } from './method-rows.ts'
import styles from './Toggle.module.css'
import { ToggleRefusal } from './ToggleRefusal.tsx'
import { useFilesStart } from './use-files-start.ts'

export type Switched = {
  server: Server
  enable: boolean
  backups_enabled: boolean
  message: string
  run_id?: string
  /** Nothing happens before its agent is installed. */
  needs_agent?: boolean
}

type Props = {
  open: boolean
  server: Server
  /** What the organization may do, and what it could buy. */
  entitled: readonly EntitledPlan[]
  plans: readonly Plan[]
  provider: ProviderSummary | undefined
  onClose: () => void
  onDone: (switched: Switched) => void
}

type Chosen = ReadonlySet<'native' | 'files'>

/** Switches backups on: by which methods, which place that takes, what happens then, and what it costs. */
export function EnableBackupsDialog({ open, server, entitled, plans, provider, onClose, onDone }: Props) {
  const toggle = useToggleBackups()
  const { operator } = useViewer().me
  const configure = useConfigureFiles()
  const [plan_id, setPlan] = useState<string | null>(null)
  const [picked, setPicked] = useState<Chosen | null>(null)
  const protections = useProtections(server.id, open)
  const agents = useAgents({ server_id: server.id }, open)
  const agent = agents.rows?.[0] ?? null
  const start = useFilesStart(protections.data?.find((one) => one.method === 'files'))
  useOnOpen(open, () => {
    toggle.reset()
    configure.reset()
    setPlan(null)
    setPicked(null)
    start.reset()
  })
  const goesOn = server.backups_enabled
  const usual = placeFor(server, entitled, provider)
  const methods: Chosen = picked ?? new Set([usual.kind === 'free' ? usual.method : usualMethod(provider)])
  const leading = methods.has('native') ? 'native' : 'files'
  const place = placeFor(server, entitled, provider, leading)
  const plan =
    coveringPlans(server, entitled, leading).find((one) => one.plan_id === plan_id) ??
    (place.kind === 'free' ? place.plan : null)
  const held = place.kind === 'free' && place.held
  const label = providerLabel(server.provider, provider ? [provider] : undefined)
  const files = !goesOn && methods.has('files')
  const fit = provider && plan ? nativeFit(provider, plan.retention_days) : null
  const send = async () => {
    const input = files ? start.read() : null
    if (methods.size === 0 || (files && input === null)) return
    try {
      if (input) await configure.mutateAsync({ server_id: server.id, ...input })
      const reply = await toggle.mutateAsync({
        server_id: server.id,
        enable: true,
        plan_id: held ? undefined : plan?.plan_id,
        methods: goesOn ? undefined : [...methods],
      })
      // First, or closing would leave the place that comes next.
      onClose()
      onDone({ server, enable: true, needs_agent: files && agent === null, ...reply })
    } catch {
      // Both keep what was refused, and it is shown below.
    }
  }
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={goesOn ? `Keep backups of ${server.name}` : `Enable backups for ${server.name}`}
      about={aboutServer(server)}
      typed={start.changed}
      consequence={goesOn ? `Nothing changes at ${label}.` : 'Nothing else on the server changes.'}
      onSubmit={() => void send()}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="filled"
            type="submit"
            data-autofocus
            loading={toggle.isPending || configure.isPending}
            disabled={place.kind === 'too_long' || methods.size === 0}
          >
            {goesOn ? 'Keep backups' : 'Enable backups'}
          </Button>
        </>
      }
    >
      {!goesOn && (
        <MethodChoices rows={methodRows({ server, entitled, provider, agent })} value={methods} onChange={setPicked} />
      )}
      {held ? null : (
        <Tiles
          label="Takes a place of"
          tiles={tilesOf({ server, plans, entitled, provider, methods })}
          value={plan?.plan_id ?? null}
          onChange={setPlan}
        />
      )}
      {files && <FilesStart serverId={server.id} start={start} agent={agent} />}
      <Facts rows={factsOf({ server, operator, provider, plan, held, label, methods })} />
      {place.kind === 'too_long' && (
        <Notice tone="warn" title={`No plan of yours fits ${label}.`}>
          {capital(placeWords(place, server.plan_type))}. A plan of at most {formatPlural(place.keeps, 'day')} fits.
        </Notice>
      )}
      {methods.has('native') && provider?.native?.can_disable === false && !goesOn && (
        <Notice tone="warn" title={`${label} has no way to switch this off by itself.`}>
          If you disable backups later, an operator cancels them in the {label} panel, and they go on until then.
        </Notice>
      )}
      {!goesOn && (
        <section>
          <h3 className={styles.heading}>What happens next</h3>
          <Steps steps={stepsOf({ label, methods, fit, has_agent: agent !== null })} />
        </section>
      )}
      <ToggleRefusal title="Not enabled." error={configure.error ?? toggle.error} />
    </Dialog>
  )
}

function usualMethod(provider: ProviderSummary | undefined): 'native' | 'files' {
  return provider === undefined || provider.native === null ? 'files' : 'native'
}
