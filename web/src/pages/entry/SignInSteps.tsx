import { useState } from 'react'
import { PasswordForm } from './PasswordForm.tsx'
import { SecondFactorForm } from './SecondFactorForm.tsx'

type Props = {
  /** Whom an invitation is for; the address cannot be changed then. */
  email?: string
  onSignedIn: () => void
}

/** Password first; then, for those who set it up, a code. */
export function SignInSteps({ email, onSignedIn }: Props) {
  const [second, setSecond] = useState(false)
  if (second) return <SecondFactorForm onSignedIn={onSignedIn} onRestart={() => setSecond(false)} />
  return <PasswordForm email={email} onSecondFactor={() => setSecond(true)} onSignedIn={onSignedIn} />
}
