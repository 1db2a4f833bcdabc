import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { lookUpInvitation } from '../../api/invitations.ts'
import { paths } from '../../paths.ts'
import { useGo } from '../../shell/use-go.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import styles from './Entry.module.css'
import { EntryFrame } from './EntryFrame.tsx'
import { InvitationAccept } from './InvitationAccept.tsx'
import { isLinkOver } from './is-link-over.ts'
import { useLinkToken } from './use-link-token.ts'

/** The page behind an invitation's link. */
export function InvitationPage() {
  const { token } = useLinkToken()
  const go = useGo()
  const lookup = useQuery({
    queryKey: ['invitation-link', token],
    queryFn: ({ signal }) => lookUpInvitation(token ?? '', signal),
    enabled: token !== null,
    // What the link says does not change while it is read, and asking for it is limited.
    staleTime: Number.POSITIVE_INFINITY,
  })
  const toSignIn = (
    <div className={styles.form}>
      <Button variant="filled" size="md" fullWidth onClick={() => go(paths.signIn())}>
        Sign in
      </Button>
    </div>
  )
  if (token === null) {
    return (
      <EntryFrame
        title="There is no whole link here"
        about="The part after the # is missing or cut off, and with it what proves that the invitation is yours. Open the link again, copied whole, or ask whoever invited you for a new one. Accepted it already? Then sign in."
      >
        {toSignIn}
      </EntryFrame>
    )
  }
  if (lookup.data) return <InvitationAccept key={token} token={token} invitation={lookup.data} />
  if (lookup.error && isLinkOver(lookup.error)) {
    return (
      <EntryFrame title="This invitation is over" about={`${lookup.error.message} If you accepted it before, sign in.`}>
        {toSignIn}
      </EntryFrame>
    )
  }
  if (lookup.error) {
    return (
      <EntryFrame title="Invitation">
        <div className={styles.fault}>
          <ErrorState
            title="The invitation could not be read"
            error={lookup.error}
            onRetry={() => void lookup.refetch()}
            retrying={lookup.isRefetching}
          />
        </div>
      </EntryFrame>
    )
  }
  return (
    <EntryFrame title="Invitation">
      <div className={styles.form} role="status" aria-label="Loading the invitation">
        <Skeleton width="70%" />
        <Skeleton width="45%" />
      </div>
    </EntryFrame>
  )
}
