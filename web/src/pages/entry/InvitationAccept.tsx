import { useState } from 'react'
import { useAcceptInvitation } from '../../api/invitations.ts'
import type { InvitationLookup } from '../../api/types.ts'
import { formatTime } from '../../format/format-time.ts'
import { useNow } from '../../lib/use-now.ts'
import { paths } from '../../paths.ts'
import { EntryFrame } from './EntryFrame.tsx'
import { InvitationJoin } from './InvitationJoin.tsx'
import { NewPersonForm } from './NewPersonForm.tsx'
import { useEntry } from './use-entry.ts'

type Props = { token: string; invitation: InvitationLookup }

/** Who invites to what, and the one way to accept it that fits this person. */
export function InvitationAccept({ token, invitation }: Props) {
  const accept = useAcceptInvitation()
  const enter = useEntry()
  const now = useNow()
  // An account made since the lookup, or in another tab: the server says so, and the other form comes.
  const [hasAccount, setHasAccount] = useState(invitation.has_account)
  const operator = invitation.organization_name === null
  const title = operator ? 'Become an operator' : `Join ${invitation.organization_name}`
  const role = operator ? 'operator of this installation' : `${invitation.role} of ${invitation.organization_name}`
  const done = { onSuccess: () => enter(paths.home()) }
  return (
    <EntryFrame
      title={title}
      about={`${invitation.invited_by} invites ${invitation.email} as ${role}.`}
      foot={`The invitation can be accepted until ${formatTime(invitation.expires_at, { now })}.`}
    >
      {hasAccount ? (
        <InvitationJoin
          email={invitation.email}
          verb={title}
          busy={accept.isPending || accept.isSuccess}
          error={accept.error}
          onAccept={() => accept.mutate({ token }, done)}
        />
      ) : (
        <NewPersonForm
          email={invitation.email}
          verb="Make the account and join"
          refused="The invitation was not accepted."
          busy={accept.isPending || accept.isSuccess}
          error={accept.error}
          onSubmit={({ name, password }) =>
            accept.mutate(
              { token, name, password },
              {
                ...done,
                onError: (error) => {
                  if ('code' in error && error.code === 'sign_in_first') setHasAccount(true)
                },
              },
            )
          }
        />
      )}
    </EntryFrame>
  )
}
