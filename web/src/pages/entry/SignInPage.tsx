import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { setupQuery } from '../../api/me.ts'
import { paths, safeNext } from '../../paths.ts'
import { useGo } from '../../shell/use-go.ts'
import { EntryFrame } from './EntryFrame.tsx'
import { SignInSteps } from './SignInSteps.tsx'
import { useEntry } from './use-entry.ts'

/** Sign in, and go on to where one was headed. */
export function SignInPage() {
  const { next } = useSearch({ from: '/sign-in' })
  const setup = useQuery(setupQuery)
  const enter = useEntry()
  const go = useGo()
  const needsSetup = setup.data?.needs_setup === true
  useEffect(() => {
    if (needsSetup) go(paths.welcome(), { replace: true })
  }, [needsSetup, go])
  if (needsSetup) return null
  return (
    <EntryFrame
      title="Sign in"
      about={next === undefined ? undefined : 'You are taken to the page you asked for afterwards.'}
      foot="Forgotten your password? An operator can make you a reset link."
    >
      <SignInSteps onSignedIn={() => enter(safeNext(next))} />
    </EntryFrame>
  )
}
