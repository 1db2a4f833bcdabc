import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { signOut } from '../../api/identity.ts'
import { meQuery } from '../../api/me.ts'
import { Refusal } from '../../forms/Refusal.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { showErrorToast } from '../../ui/toast/show-error-toast.ts'
import styles from './Entry.module.css'
import { SignInSteps } from './SignInSteps.tsx'

type Props = { email: string; verb: string; busy: boolean; error: Error | null; onAccept: () => void }

/** For somebody with an account: sign in as the invited address, or just press the button when that is done. */
export function InvitationJoin({ email, verb, busy, error, onAccept }: Props) {
  const me = useQuery({ ...meQuery, retry: false })
  const signedIn = me.data?.user?.email.toLowerCase()
  const change = async () => {
    try {
      await signOut()
      await me.refetch()
    } catch (cause) {
      showErrorToast('You are still signed in.', cause)
    }
  }
  if (me.isPending) return null
  if (signedIn === undefined || me.isError) {
    return (
      <>
        <p className={styles.facts}>You have an account. Sign in, and the invitation is accepted.</p>
        <SignInSteps
          email={email}
          onSignedIn={() => {
            void me.refetch()
            onAccept()
          }}
        />
        <Refusal error={error} title="The invitation was not accepted." />
      </>
    )
  }
  if (signedIn !== email.toLowerCase()) {
    return (
      <div className={styles.form}>
        <Notice tone="warn" title={`You are signed in as ${signedIn}.`}>
          The invitation is for {email}. Sign out here, then sign in with that address.
        </Notice>
        <Button size="md" fullWidth onClick={change}>
          Sign out
        </Button>
      </div>
    )
  }
  return (
    <div className={styles.form}>
      <Refusal error={error} title="The invitation was not accepted." />
      <Button variant="filled" size="md" fullWidth loading={busy} onClick={onAccept}>
        {verb}
      </Button>
    </div>
  )
}
