import { formatTime } from '../format/format-time.ts'
import { useNow } from '../lib/use-now.ts'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import type { ReplacedSnapshot } from './replaced-snapshot.ts'

type Props = {
  serverName: string
  snapshot: ReplacedSnapshot
  busy: boolean
  error: Error | null
  onClose: () => void
  onConfirm: () => void
}

/** All slots are taken: says which snapshot goes for the new one, and asks. */
export function LetGoDialog({ serverName, snapshot, busy, error, onClose, onConfirm }: Props) {
  const now = useNow()
  const { slots, created_at } = snapshot
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={`Take a snapshot of ${serverName} now`}
      verb="Delete it and take a new one"
      dismiss="Keep it"
      busy={busy}
      error={error}
      onConfirm={onConfirm}
    >
      {slots === 1 ? 'The only slot for snapshots is taken.' : `All ${slots} slots for snapshots are taken.`} The one of{' '}
      <strong>{formatTime(created_at, { now })}</strong>{' '}
      {slots === 1
        ? 'is deleted first: until the new one is there, there is none.'
        : 'is the oldest and is deleted first. The others stay.'}
    </ConfirmDialog>
  )
}
