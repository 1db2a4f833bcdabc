import type { Agent } from '../../../src/agents/schema.ts'
import { useActOnAgent } from '../api/agents.ts'
import { useKept } from '../lib/use-kept.ts'
import { useOnOpen } from '../lib/use-on-open.ts'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { showToast } from '../ui/toast/show-toast.ts'

type Props = { agent: Agent | null; onClose: () => void }

/** Takes an agent's identity away for good. What it backed up stays. */
export function RevokeAgentDialog({ agent, onClose }: Props) {
  const kept = useKept(agent)
  const act = useActOnAgent()
  useOnOpen(agent !== null, () => act.reset())
  if (!kept) return null
  const confirm = () =>
    act.mutate(
      { id: kept.id, act: 'revoke' },
      {
        onSuccess: () => {
          showToast({ title: 'Revoked.', message: `The agent of ${kept.server_name} is refused from now on.` })
          onClose()
        },
      },
    )
  return (
    <ConfirmDialog
      open={agent !== null}
      onClose={onClose}
      title={`Revoke the agent of ${kept.server_name}`}
      about={`${kept.hostname}, ${kept.id}`}
      verb="Revoke the agent"
      consequence="A new command brings the machine back."
      busy={act.isPending}
      error={act.error}
      onConfirm={confirm}
    >
      <p>
        Its secret is worthless at once, and backups and restores that it works on end as failed. The backups there are
        stay, and can be browsed and downloaded.
      </p>
      <p>File backups of {kept.server_name} are missed until another agent is installed there.</p>
    </ConfirmDialog>
  )
}
