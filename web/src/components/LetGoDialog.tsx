import type { ApiError } from '../api/api-error.ts'
import { formatTime } from '../format/format-time.ts'
import { useNow } from '../lib/use-now.ts'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'

type Props = {
  serverName: string
  /** `would_replace_snapshot` */
  refusal: ApiError
  busy: boolean
  error: Error | null
  onClose: () => void
  onConfirm: (let_go: string) => void
}

/** What the refusal names: the contract's shape. */
type Named = { let_go: string; slots: number; deleted_first: boolean; recovery_points: { created_at: string }[] }

/** All slots are taken: says which snapshot goes for the new one, and asks. */
export function LetGoDialog({ serverName, refusal, busy, error, onClose, onConfirm }: Props) {
  const now = useNow()
  const { let_go, slots, deleted_first, recovery_points } = refusal.details as Named
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={`Take a snapshot of ${serverName} now`}
      verb="Delete it and take a new one"
      dismiss="Keep it"
      busy={busy}
      error={error === refusal ? null : error}
      onConfirm={() => onConfirm(let_go)}
    >
      {slots === 1 ? 'The only slot for snapshots is taken.' : `All ${slots} slots for snapshots are taken.`} The one of{' '}
      <strong>{formatTime(recovery_points[0]?.created_at ?? '', { now })}</strong> {lossWords(slots, deleted_first)}
    </ConfirmDialog>
  )
}

function lossWords(slots: number, deletedFirst: boolean): string {
  if (!deletedFirst) return 'goes once the new one is there.'
  return slots === 1
    ? 'is deleted first: until the new one is there, there is none.'
    : 'is the oldest and is deleted first. The others stay.'
}
