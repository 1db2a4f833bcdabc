import { useState } from 'react'
import { useToggleBackups } from '../api/servers.ts'
import { DisableBackupsDialog } from '../forms/DisableBackupsDialog.tsx'
import { EnableBackupsDialog, type Switched } from '../forms/EnableBackupsDialog.tsx'
import { backupsOf } from '../lib/backups-of.ts'
import { capital } from '../lib/capital.ts'
import { operatorWords } from '../lib/operator-words.ts'
import { providerLabel } from '../lib/provider-facts.ts'
import { useKept } from '../lib/use-kept.ts'
import { paths } from '../paths.ts'
import { useGo } from '../shell/use-go.ts'
import { useViewer } from '../shell/viewer.ts'
import { showErrorToast } from '../ui/toast/show-error-toast.ts'
import { showToast } from '../ui/toast/show-toast.ts'
import { broughtBack, doneWords } from './done-words.ts'
import { SwitchedWatch } from './SwitchedWatch.tsx'
import type { ToggleDialogsProps } from './toggling.ts'

/** The two dialogs around the toggle, and what is told once the provider has done it. */
export function ToggleDialogsInside({ toggling, facts, onClose }: ToggleDialogsProps) {
  const { me } = useViewer()
  const go = useGo()
  const [waiting, setWaiting] = useState<readonly Switched[]>([])
  const kept = useKept(toggling)
  const back = useToggleBackups()
  /** Where all was off before and the provider takes it back, one press makes it so again. */
  const undoOf = (switched: Switched) => {
    const { server, enable } = switched
    const provider = facts.providers.find((one) => one.name === server.provider)
    const methods = broughtBack(switched)
    if (methods)
      return () =>
        back.mutate(
          { server_id: server.id, enable: true, methods: [...methods] },
          { onError: (error) => showErrorToast(`${capital(backupsOf(methods))} of ${server.name} stay off.`, error) },
        )
    const wasOff = !server.backups_enabled && server.protections.every((one) => one.desired_state === 'off')
    if (!enable || !wasOff || provider?.native?.can_disable === false) return undefined
    return () =>
      back.mutate(
        { server_id: server.id, enable: false },
        { onError: (error) => showErrorToast(`Backups of ${server.name} stay on.`, error) },
      )
  }
  const onDone = (switched: Switched) => {
    if (switched.needs_agent) {
      sayStarted(switched)
      go(paths.server(switched.server.id, { dialog: 'agent' }))
      return
    }
    const provider = facts.providers.find((one) => one.name === switched.server.provider)
    const { enable, methods } = switched
    const native = methods?.includes('native') ?? true
    if (!enable && native && switched.backups_enabled && provider?.native?.can_disable === false) {
      showToast({
        title: 'Asked for.',
        message: `An operator cancels the backups of ${switched.server.name}; until then they go on.`,
      })
      return
    }
    // Nothing to wait for: done, or a person has to go on.
    if (switched.run_id === undefined || switched.backups_enabled === enable) sayDone(switched, undoOf(switched))
    else {
      sayStarted(switched)
      setWaiting((before) => [...before, switched])
    }
  }
  const shared = kept && {
    server: kept.server,
    method: kept.method,
    provider: facts.providers.find((one) => one.name === kept.server.provider),
    onClose,
    onDone,
  }
  return (
    <>
      {shared && (
        <>
          <EnableBackupsDialog
            {...shared}
            open={toggling?.enable === true}
            entitled={facts.entitled ?? []}
            plans={facts.plans}
          />
          <DisableBackupsDialog
            {...shared}
            open={toggling?.enable === false}
            host={operatorWords(me.installation.name)}
          />
        </>
      )}
      {waiting.map((switched) => (
        <SwitchedWatch
          key={switched.run_id}
          switched={switched}
          undo={undoOf(switched)}
          onEnd={() => setWaiting((before) => before.filter((one) => one !== switched))}
        />
      ))}
    </>
  )
}

function sayStarted({ server, enable, methods, message }: Switched): void {
  showToast({
    title: enable ? 'Enabling.' : methods ? 'Switching off.' : 'Disabling.',
    message: `${server.name}: ${message || `${providerLabel(server.provider)} is at work on it.`}`,
  })
}

function sayDone(switched: Switched, undo: (() => void) | undefined): void {
  const { enable, methods, backups_enabled } = switched
  if (enable === backups_enabled || (!enable && methods)) showToast({ ...doneWords(switched), undo })
  else sayStarted(switched)
}
