import { Button } from '@mantine/core'
import { useState } from 'react'
import { useMakeBackupCodes } from '../../api/identity.ts'
import { checks } from '../../forms/checks.ts'
import { Refusal } from '../../forms/Refusal.tsx'
import { useOnOpen } from '../../lib/use-on-open.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { DialogActions } from '../../ui/DialogActions.tsx'
import { BackupCodes } from './BackupCodes.tsx'
import { PasswordQuestion } from './PasswordQuestion.tsx'

/** Replaces the backup codes; the older ones end. */
export function NewBackupCodesDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const make = useMakeBackupCodes()
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [kept, setKept] = useState(false)
  useOnOpen(open, () => {
    setPassword('')
    setProblem(null)
    setKept(false)
    make.reset()
  })
  const send = () => {
    if (make.data) return onClose()
    const found = checks.presentPassword(password)
    setProblem(found)
    if (found === null) make.mutate(password)
  }
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="New backup codes"
      about="For signing in without the app."
      typed={password !== ''}
      consequence={
        make.data
          ? kept
            ? 'Kept.'
            : 'Not kept yet. They cannot be shown again.'
          : 'The codes you have now stop working.'
      }
      onSubmit={send}
      actions={
        make.data ? (
          <Button type="submit" variant={kept ? 'filled' : 'default'}>
            Done
          </Button>
        ) : (
          <DialogActions onClose={onClose} loading={make.isPending}>
            Make new codes
          </DialogActions>
        )
      }
    >
      {make.data ? (
        <BackupCodes codes={make.data.backupCodes} onKept={() => setKept(true)} />
      ) : (
        <PasswordQuestion value={password} onChange={setPassword} error={problem} />
      )}
      <Refusal title="The codes were not changed." error={make.error} />
    </Dialog>
  )
}
