import { TextInput } from '@mantine/core'
import { useState } from 'react'
import type { OperatorTask } from '../../api/operator-task-types.ts'
import { useCloseOperatorTask } from '../../api/operator-tasks.ts'
import { Refusal } from '../../forms/Refusal.tsx'
import { useKept } from '../../lib/use-kept.ts'
import { useOnOpen } from '../../lib/use-on-open.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { DialogActions } from '../../ui/DialogActions.tsx'
import { showToast } from '../../ui/toast/show-toast.ts'

/** Says that a task is done, with a note for those who ask later. */
export function CloseTaskDialog({ task, onClose }: { task: OperatorTask | null; onClose: () => void }) {
  const kept = useKept(task)
  const close = useCloseOperatorTask()
  const [note, setNote] = useState('')
  useOnOpen(task !== null, () => {
    setNote('')
    close.reset()
  })
  if (!kept) return null
  const send = () =>
    close.mutate(
      { id: kept.id, note: note.trim() || undefined },
      {
        onSuccess: () => {
          showToast({ title: 'Done.', message: 'The next sync looks whether the provider shows it, too.' })
          onClose()
        },
      },
    )
  return (
    <Dialog
      open={task !== null}
      onClose={onClose}
      title="Mark as done"
      about={kept.title}
      typed={note !== ''}
      consequence="Nothing is sent to the provider."
      onSubmit={send}
      actions={
        <DialogActions onClose={onClose} loading={close.isPending}>
          Mark done
        </DialogActions>
      }
    >
      <TextInput
        data-autofocus
        label="Note"
        description="What you did and where, for those who ask later. It may stay empty."
        maxLength={1000}
        autoComplete="off"
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Refusal title="Not marked." error={close.error} />
    </Dialog>
  )
}
