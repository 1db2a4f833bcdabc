import { lazy, Suspense, useState } from 'react'
import type { Agent } from '../../../src/agents/schema.ts'
import { useActOnAgent } from '../api/agents.ts'
import { AddMachineDialog, RevokeAgentDialog } from '../forms/lazy-server-dialogs.ts'
import { paths } from '../paths.ts'
import { useGo } from '../shell/use-go.ts'
import { useWhyNotAct } from '../shell/use-why-not-act.ts'
import { useViewer } from '../shell/viewer.ts'
import { RowMenu } from '../ui/RowMenu.tsx'
import { showErrorToast } from '../ui/toast/show-error-toast.ts'
import { showToast } from '../ui/toast/show-toast.ts'

// Of many menus few are opened.
const AgentMenuActs = lazy(async () => ({ default: (await import('./AgentMenuActs.tsx')).AgentMenuActs }))

/** What can be done with an agent: let it rest, put another one in its place, take its identity away. */
export function AgentMenu({ agent }: { agent: Agent }) {
  const viewer = useViewer()
  const go = useGo()
  const act = useActOnAgent()
  const [dialog, setDialog] = useState<'revoke' | 'replace' | null>(null)
  const why = useWhyNotAct()
  const send = (word: 'pause' | 'resume') =>
    act.mutate(
      { id: agent.id, act: word },
      {
        onSuccess: () =>
          showToast({
            title: word === 'pause' ? 'Paused.' : 'Resumed.',
            message: `The agent of ${agent.server_name} takes ${word === 'pause' ? 'no work until it is resumed' : 'work again'}.`,
            undo: () => send(word === 'pause' ? 'resume' : 'pause'),
          }),
        onError: (error) => showErrorToast(`The agent of ${agent.server_name} was not changed.`, error),
      },
    )
  return (
    <>
      <RowMenu label={`What can be done with the agent of ${agent.server_name}`}>
        <Suspense fallback={null}>
          <AgentMenuActs
            paused={agent.paused}
            why={why}
            onPause={() => send(agent.paused ? 'resume' : 'pause')}
            onReplace={() => setDialog('replace')}
            onRevoke={() => setDialog('revoke')}
          />
        </Suspense>
      </RowMenu>
      <RevokeAgentDialog agent={dialog === 'revoke' ? agent : null} onClose={() => setDialog(null)} />
      <AddMachineDialog
        open={dialog === 'replace'}
        adding={{ server: { id: agent.server_id, name: agent.server_name }, organization: null }}
        operator={viewer.me.operator}
        onClose={() => setDialog(null)}
        onBackUp={(id) => go(paths.server(id, { dialog: 'enable' }))}
      />
    </>
  )
}
