import { IconBan, IconMailForward } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { Invitation } from '../api/types.ts'
import type { ListState } from '../api/use-list.ts'
import { RevokeInvitationDialog } from '../forms/lazy-dialogs.ts'
import { openInvitations } from '../lib/open-invitations.ts'
import { DataTable } from '../ui/DataTable.tsx'
import { MenuAct } from '../ui/MenuAct.tsx'
import { states } from '../ui/marks/states.ts'
import { RowMenu } from '../ui/RowMenu.tsx'
import { StateBadge } from '../ui/StateBadge.tsx'
import { Tag } from '../ui/Tag.tsx'
import { Time } from '../ui/Time.tsx'
import { TwoLines } from '../ui/TwoLines.tsx'
import type { Column } from '../ui/table/table-types.ts'

type Props = {
  invitations: ListState<Invitation>
  /** Makes a new link for the same address; undefined for those who may not invite. */
  onRenew?: (invitation: Invitation) => void
  empty: ReactNode
}

/** Invitations that are open or ran out, inside a panel. Accepted and revoked ones are in the activity. */
export function InvitationsTable({ invitations, onRenew, empty }: Props) {
  const [revoking, setRevoking] = useState<Invitation | null>(null)
  const menu = (invitation: Invitation) =>
    onRenew && (
      <RowMenu label={`What can be done with the invitation of ${invitation.email}`}>
        <MenuAct icon={<IconMailForward size={16} stroke={1.6} />} onClick={() => onRenew(invitation)}>
          {invitation.status === 'pending' ? 'Make a new link…' : 'Invite again…'}
        </MenuAct>
        {invitation.status === 'pending' && (
          <MenuAct danger icon={<IconBan size={16} stroke={1.6} />} onClick={() => setRevoking(invitation)}>
            Revoke…
          </MenuAct>
        )}
      </RowMenu>
    )
  const columns: Column<Invitation>[] = [
    {
      key: 'email',
      head: 'E-mail address',
      cell: (invitation) => (
        <TwoLines
          strong
          first={invitation.email}
          second={
            <>
              invited by {invitation.invited_by}, <Time iso={invitation.created_at} />
            </>
          }
        />
      ),
    },
    { key: 'role', head: 'Role', width: 120, cell: (invitation) => <Tag>{invitation.role}</Tag> },
    {
      key: 'state',
      head: 'State',
      width: 140,
      cell: (invitation) => <StateBadge look={states.invitation[invitation.status]} />,
    },
    {
      key: 'ends',
      head: 'Link ends',
      width: 180,
      hide_below: 900,
      cell: (invitation) => <Ends invitation={invitation} />,
    },
    { key: 'menu', head: 'Actions', head_hidden: true, width: 62, align: 'right', cell: menu },
  ]
  return (
    <>
      <DataTable
        label="Open invitations"
        noun={['invitation', 'invitations']}
        rows={invitations.rows && openInvitations(invitations.rows)}
        rowKey={(invitation) => invitation.id}
        columns={columns}
        item={(invitation) => ({
          title: <TwoLines first={invitation.email} second={<>invited by {invitation.invited_by}</>} />,
          status: (
            <>
              <Tag>{invitation.role}</Tag>
              {menu(invitation)}
            </>
          ),
          facts: <StateBadge look={states.invitation[invitation.status]} />,
          aside: <Time iso={invitation.expires_at} as="age" />,
        })}
        empty={empty}
        error={invitations.error}
        onRetry={invitations.onRetry}
        hasMore={invitations.hasMore}
        loadingMore={invitations.loadingMore}
        onMore={invitations.onMore}
        bare
      />
      <RevokeInvitationDialog invitation={revoking} onClose={() => setRevoking(null)} />
    </>
  )
}

function Ends({ invitation }: { invitation: Invitation }) {
  return (
    <TwoLines first={<Time iso={invitation.expires_at} as="age" />} second={<Time iso={invitation.expires_at} />} />
  )
}
