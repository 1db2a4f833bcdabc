import { useState } from 'react'
import { DisableBackupsDialog } from '../forms/DisableBackupsDialog.tsx'
import { EnableBackupsDialog, type Switched } from '../forms/EnableBackupsDialog.tsx'
import { operatorWords } from '../lib/operator-words.ts'
import { providerLabel } from '../lib/provider-facts.ts'
import { useKept } from '../lib/use-kept.ts'
import { paths } from '../paths.ts'
import { useGo } from '../shell/use-go.ts'
import { useViewer } from '../shell/viewer.ts'
import { showToast } from '../ui/toast/show-toast.ts'
import { SwitchedWatch } from './SwitchedWatch.tsx'
import type { ToggleDialogsProps } from './toggling.ts'

/** The two dialogs around the toggle, and what is told once the provider has done it. */
export function ToggleDialogsInside({ toggling, facts, onClose }: ToggleDialogsProps) {
  const { me } = useViewer()
  const go = useGo()
  const [waiting, setWaiting] = useState<readonly Switched[]>([])
  const kept = useKept(toggling)
  const onDone = (switched: Switched) => {
    if (switched.needs_agent) {
      sayStarted(switched)
      go(paths.server(switched.server.id, { dialog: 'agent' }))
      return
    }
    const provider = facts.providers.find((one) => one.name === switched.server.provider)
    if (!switched.enable && switched.backups_enabled && provider?.native?.can_disable === false) {
      showToast({
        title: 'Asked for.',
        message: `An operator cancels the backups of ${switched.server.name}; until then they go on.`,
      })
      return
    }
    // Nothing to wait for: done, or a person has to go on.
    if (switched.run_id === undefined || switched.backups_enabled === switched.enable) sayDone(switched)
    else {
      sayStarted(switched)
      setWaiting((before) => [...before, switched])
    }
  }
  const shared = kept && {
    server: kept.server,
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
          onEnd={() => setWaiting((before) => before.filter((one) => one !== switched))}
        />
      ))}
    </>
  )
}

function sayStarted({ server, enable, message }: Switched): void {
  showToast({
    title: enable ? 'Enabling.' : 'Disabling.',
    message: `${server.name}: ${message || `${providerLabel(server.provider)} is at work on it.`}`,
  })
}

function sayDone(switched: Switched): void {
  const { server, enable, backups_enabled } = switched
  if (enable === backups_enabled)
    showToast({ title: enable ? 'Backups enabled' : 'Backups disabled', message: `for ${server.name}.` })
  else sayStarted(switched)
}
