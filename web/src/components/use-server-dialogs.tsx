import { useEffect, useRef, useState } from 'react'
import type { Server } from '../api/server-types.ts'
import { useChangeServer } from '../api/servers.ts'
import { GiveServersDialog, PlanTypeDialog, RecoveryKitDialog } from '../forms/lazy-server-dialogs.ts'
import { showErrorToast } from '../ui/toast/show-error-toast.ts'
import { showToast } from '../ui/toast/show-toast.ts'
import type { ServerActs } from './server-acts.ts'
import { ToggleDialogs } from './ToggleDialogs.tsx'
import type { Toggling } from './toggling.ts'
import { useAskingBackup } from './use-asking-backup.tsx'
import { useOrganizationFacts } from './use-organization-facts.ts'

type Open = { kind: 'give' | 'plan_type' | 'kit'; server: Server } | null

/** The dialogs behind a server's menu, with the acts that open them. */
export function useServerDialogs(): { acts: ServerActs; dialogs: React.ReactNode } {
  const [open, setOpen] = useState<Open>(null)
  const [toggling, setToggling] = useState<Toggling | null>(null)
  const facts = useOrganizationFacts(toggling?.server.organization_id ?? '')
  const change = useChangeServer()
  const mark = (server: Server, critical: boolean) =>
    change.mutate(
      { id: server.id, critical },
      {
        onSuccess: () =>
          showToast({
            title: critical ? 'Marked as critical.' : 'No longer critical.',
            message: server.name,
            undo: () => mark(server, !critical),
          }),
        onError: (error) => showErrorToast(`${server.name} was not changed.`, error),
      },
    )
  const backingUp = useAskingBackup()
  const backUp = (server: Server) => backingUp.start({ server, where: 'its run stands under Runs and log.' })
  const latest = useRef({ mark, backUp })
  useEffect(() => {
    latest.current = { mark, backUp }
  })
  // The same as long as the page stands, so that no row is drawn anew for them.
  const [acts] = useState<ServerActs>(() => ({
    onToggle: (server, enable) => setToggling({ server, enable }),
    onPlanType: (server) => setOpen({ kind: 'plan_type', server }),
    onGive: (server) => setOpen({ kind: 'give', server }),
    onBackUp: (server) => latest.current.backUp(server),
    onCritical: (server) => latest.current.mark(server, !server.critical),
    onKit: (server) => setOpen({ kind: 'kit', server }),
  }))
  const of = (kind: NonNullable<Open>['kind']) => (open?.kind === kind ? open.server : null)
  const giving = of('give')
  const kit = of('kit')
  return {
    acts,
    dialogs: (
      <>
        <ToggleDialogs toggling={toggling} facts={facts} onClose={() => setToggling(null)} />
        {backingUp.dialog}
        <PlanTypeDialog server={of('plan_type')} onClose={() => setOpen(null)} />
        <GiveServersDialog servers={giving ? [giving] : null} onClose={() => setOpen(null)} />
        <RecoveryKitDialog of={kit && { server_id: kit.id, server_name: kit.name }} onClose={() => setOpen(null)} />
      </>
    ),
  }
}
