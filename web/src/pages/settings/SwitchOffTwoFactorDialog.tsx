import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useDisableTwoFactor } from '../../api/identity.ts'
import { keys } from '../../api/keys.ts'
import { checks } from '../../forms/checks.ts'
import { Refusal } from '../../forms/Refusal.tsx'
import { useOnOpen } from '../../lib/use-on-open.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { DialogActions } from '../../ui/DialogActions.tsx'
import { showToast } from '../../ui/toast/show-toast.ts'
import { PasswordQuestion } from './PasswordQuestion.tsx'

/** Goes back to the password alone. */
export function SwitchOffTwoFactorDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const client = useQueryClient()
  const disable = useDisableTwoFactor()
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  useOnOpen(open, () => {
    setPassword('')
    setProblem(null)
    disable.reset()
  })
  const send = () => {
    const found = checks.presentPassword(password)
    setProblem(found)
    if (found !== null) return
    disable.mutate(password, {
      onSuccess: () => {
        for (const queryKey of [keys.me, keys.sessions, keys.installation]) void client.invalidateQueries({ queryKey })
        showToast({ title: 'Two-factor sign-in is off.', message: 'From now on the password alone signs you in.' })
        onClose()
      },
    })
  }
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Switch two-factor sign-in off"
      about="Then the password alone signs you in."
      typed={password !== ''}
      consequence="The app's entry and all backup codes stop working."
      onSubmit={send}
      actions={
        <DialogActions onClose={onClose} loading={disable.isPending} tone="danger">
          Switch off
        </DialogActions>
      }
    >
      <PasswordQuestion value={password} onChange={setPassword} error={problem} />
      <Refusal title="It is still on." error={disable.error} />
    </Dialog>
  )
}
