import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useEnableTwoFactor, useVerifyTotp } from '../../api/identity.ts'
import { keys } from '../../api/keys.ts'
import { checks } from '../../forms/checks.ts'
import { Refusal } from '../../forms/Refusal.tsx'
import { useOnOpen } from '../../lib/use-on-open.ts'
import { useViewer } from '../../shell/viewer.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { showToast } from '../../ui/toast/show-toast.ts'
import { BackupCodes } from './BackupCodes.tsx'
import { PasswordQuestion } from './PasswordQuestion.tsx'
import { TotpStep } from './TotpStep.tsx'

type Step = 'password' | 'app' | 'codes'

const verbs: Record<Step, string> = { password: 'Next', app: 'Switch on', codes: 'Done' }
const abouts: Record<Step, string> = {
  password: 'Step 1 of 3: your password',
  app: 'Step 2 of 3: your app',
  codes: 'Step 3 of 3: backup codes. Two-factor sign-in is on.',
}

/** Password, then the app, then the backup codes. Only the right code of step two switches it on. */
export function TwoFactorSetUpDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { user } = useViewer()
  const client = useQueryClient()
  const enable = useEnableTwoFactor()
  const verify = useVerifyTotp()
  const [step, setStep] = useState<Step>('password')
  const [typed, setTyped] = useState({ password: '', code: '' })
  const [problem, setProblem] = useState<string | null>(null)
  const [kept, setKept] = useState(false)
  useOnOpen(open, () => {
    setStep('password')
    setTyped({ password: '', code: '' })
    setProblem(null)
    setKept(false)
    enable.reset()
    verify.reset()
  })
  const type = (part: Partial<typeof typed>) => {
    setTyped({ ...typed, ...part })
    setProblem(null)
  }
  const check = (found: string | null) => {
    setProblem(found)
    return found === null
  }
  const next = () => {
    if (step === 'password') {
      if (check(checks.presentPassword(typed.password)))
        enable.mutate(typed.password, { onSuccess: () => setStep('app') })
    } else if (step === 'app') {
      if (check(checks.code(typed.code))) verify.mutate({ code: typed.code.replaceAll(' ', '') }, { onSuccess: finish })
    } else leave()
  }
  const finish = () => {
    setStep('codes')
    // Who one is, one's sessions and the coverage figure all changed with it.
    for (const queryKey of [keys.me, keys.sessions, keys.installation]) void client.invalidateQueries({ queryKey })
  }
  const leave = () => {
    if (step === 'codes')
      showToast({ title: 'Two-factor sign-in is on.', message: 'The next sign-in asks for a code.' })
    onClose()
  }
  return (
    <Dialog
      open={open}
      onClose={leave}
      title="Set up two-factor sign-in"
      about={abouts[step]}
      typed={step !== 'password' || typed.password !== ''}
      consequence={consequenceOf(step, kept)}
      onSubmit={next}
      actions={
        <>
          {step !== 'codes' && <Button onClick={onClose}>Cancel</Button>}
          <Button
            variant={step === 'codes' && !kept ? 'default' : 'filled'}
            type="submit"
            loading={enable.isPending || verify.isPending}
          >
            {verbs[step]}
          </Button>
        </>
      }
    >
      {step === 'password' && (
        <>
          <p>
            You need an authenticator app on your phone, such as Aegis, 1Password, Bitwarden or Google Authenticator.
          </p>
          <PasswordQuestion value={typed.password} onChange={(password) => type({ password })} error={problem} />
          <Refusal title="Not yet." error={enable.error} />
        </>
      )}
      {step === 'app' && enable.data && (
        <>
          <TotpStep
            uri={enable.data.totpURI}
            email={user.email}
            code={typed.code}
            onCode={(code) => type({ code })}
            error={problem}
          />
          <Refusal title="Not switched on." error={verify.error} />
        </>
      )}
      {step === 'codes' && enable.data && <BackupCodes codes={enable.data.backupCodes} onKept={() => setKept(true)} />}
    </Dialog>
  )
}

function consequenceOf(step: Step, kept: boolean): string {
  if (step === 'codes')
    return kept ? 'Kept.' : 'Not kept yet. Without the app and these codes only an operator can let you in again.'
  return 'Nothing changes until the code of step 2 is right.'
}
