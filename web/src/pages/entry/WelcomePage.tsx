import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useSetUp } from '../../api/identity.ts'
import { setupQuery } from '../../api/me.ts'
import { paths } from '../../paths.ts'
import { AppLink } from '../../shell/AppLink.tsx'
import { useGo } from '../../shell/use-go.ts'
import styles from './Entry.module.css'
import { EntryFrame } from './EntryFrame.tsx'
import { NewPersonForm } from './NewPersonForm.tsx'
import { useEntry } from './use-entry.ts'
import { useLinkToken } from './use-link-token.ts'

/** The first operator of an installation, who holds the one-time link that the service printed. */
export function WelcomePage() {
  const { token } = useLinkToken()
  const setup = useQuery(setupQuery)
  const setUp = useSetUp()
  const enter = useEntry()
  const go = useGo()
  // Once this person is made, the installation is set up; the form stays until the page is left.
  if (setup.data?.needs_setup === false && setUp.isIdle) {
    return (
      <EntryFrame
        title="Already set up"
        about="This installation has an operator, so the one-time link has done its work."
      >
        <div className={styles.form}>
          <Button variant="filled" size="md" fullWidth onClick={() => go(paths.signIn())}>
            Sign in
          </Button>
        </div>
      </EntryFrame>
    )
  }
  if (token === null) {
    return (
      <EntryFrame
        title="Welcome to Backstay"
        about="Nobody can sign in here yet. The first operator comes in with a one-time link: Backstay prints it where it is started. Open that link in this browser."
        foot={
          <>
            Opened the link and still here, or loaded this page again? Copy it whole, with everything after the #. Have
            an account? <AppLink to={paths.signIn()}>Sign in</AppLink>
          </>
        }
      >
        <p className={styles.facts}>
          <code className={styles.sample}>…/welcome#token=…</code>
        </p>
      </EntryFrame>
    )
  }
  return (
    <EntryFrame
      title="Welcome to Backstay"
      about="Make the first account. It is the operator's: it sees every customer and every setting of this installation."
      foot="The link you opened works once. Everyone else comes in by an invitation."
    >
      <NewPersonForm
        verb="Make the account and sign in"
        refused="The account was not made."
        busy={setUp.isPending || setUp.isSuccess}
        error={setUp.error}
        onSubmit={(person) => setUp.mutate({ token, ...person }, { onSuccess: () => enter(paths.home()) })}
      />
    </EntryFrame>
  )
}
