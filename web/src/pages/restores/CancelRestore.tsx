import { useState } from 'react'
import type { Restore } from '../../../../src/restores/schema.ts'
import { useCancelRun } from '../../api/runs.ts'
import { useWhyNotAct } from '../../shell/use-why-not-act.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { useImageOf } from './use-image-of.ts'

/** Stops a restore, once it was said what that leaves behind. */
export function CancelRestore({ restore }: { restore: Restore }) {
  const whyNotAct = useWhyNotAct()
  const cancel = useCancelRun()
  const image = useImageOf(restore)
  const [asked, setAsked] = useState(false)
  const { run, target_server_name: name } = restore
  if (run.state === 'finished') return null
  const stopping = run.cancel_requested_at !== null
  const began = run.started_at !== null
  return (
    <>
      <ActionButton
        disabledReason={
          image && began
            ? `${image.label} has been asked to ${restore.mode === 'new_server' ? 'make the server' : 'put the image back'}, and nobody can stop that from here.`
            : stopping
              ? 'It stops at its next step.'
              : whyNotAct
        }
        onClick={() => {
          cancel.reset()
          setAsked(true)
        }}
      >
        {stopping ? 'Cancelling' : 'Cancel…'}
      </ActionButton>
      <ConfirmDialog
        open={asked}
        onClose={() => setAsked(false)}
        title={`Cancel the restore to ${name}`}
        verb="Cancel the restore"
        dismiss="Let it go on"
        busy={cancel.isPending}
        error={cancel.error}
        onConfirm={() => cancel.mutate(run.id, { onSuccess: () => setAsked(false) })}
      >
        {began && !restore.dry_run
          ? 'Files that are written by then stay written; the others stay as they are. It can be started again at any time: what is the same already is left alone.'
          : restore.mode === 'new_server'
            ? 'No server is ordered yet, and none will be.'
            : 'Nothing is written yet, and nothing will be.'}
        {!began &&
          restore.safety_run_id !== null &&
          ` A safety ${image ? 'snapshot' : 'backup'} that has begun goes on and is kept.`}
      </ConfirmDialog>
    </>
  )
}
