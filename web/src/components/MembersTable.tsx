import { type ReactNode, useState } from 'react'
import type { Member, Role } from '../api/types.ts'
import type { ListState } from '../api/use-list.ts'
import { ChangeRoleDialog, RemoveMemberDialog, ResetLinkDialog } from '../forms/lazy-dialogs.ts'
import { reaches } from '../lib/roles.ts'
import { whyNotLessOwners } from '../lib/why-not.ts'
import { useViewer } from '../shell/viewer.ts'
import { DataTable } from '../ui/DataTable.tsx'
import { states } from '../ui/marks/states.ts'
import { StateBadge } from '../ui/StateBadge.tsx'
import { Tag } from '../ui/Tag.tsx'
import { Time } from '../ui/Time.tsx'
import { TimeCell } from '../ui/TimeCell.tsx'
import type { Column } from '../ui/table/table-types.ts'
import { MemberMenu } from './MemberMenu.tsx'
import { Person } from './Person.tsx'

type Props = {
  members: ListState<Member>
  organizationName: string
  /** As what one looks: operators and owners manage people. */
  viewerRole: Role | 'operator'
  empty: ReactNode
  bare?: boolean
  /** The one who looks has left. */
  onLeft?: () => void
}

/** The members of an organization, with what can be done about each. */
export function MembersTable({ members, organizationName, viewerRole, empty, bare, onLeft }: Props) {
  const { user, me } = useViewer()
  const [changing, setChanging] = useState<Member | null>(null)
  const [removing, setRemoving] = useState<Member | null>(null)
  const [resetting, setResetting] = useState<Member | null>(null)
  const isSelf = (member: Member | null) => member?.user_id === user.id
  const menu = (member: Member) => (
    <MemberMenu
      member={member}
      self={isSelf(member)}
      manages={reaches(viewerRole, 'owner')}
      operator={me.operator}
      readsActivity={reaches(viewerRole, 'manager')}
      whyStays={whyNotLessOwners(member, members)}
      acts={{ onChangeRole: setChanging, onRemove: setRemoving, onResetLink: setResetting }}
    />
  )
  const columns: Column<Member>[] = [
    {
      key: 'name',
      head: 'Name',
      cell: (member) => <Person name={member.name} email={member.email} self={isSelf(member)} />,
    },
    { key: 'role', head: 'Role', width: 120, cell: (member) => <Tag>{member.role}</Tag> },
    {
      key: 'two_factor',
      head: 'Two-factor',
      width: 140,
      cell: (member) => <StateBadge look={states.two_factor[member.two_factor_enabled ? 'on' : 'off']} />,
    },
    {
      key: 'joined',
      head: 'Joined',
      width: 180,
      hide_below: 900,
      cell: (member) => <TimeCell iso={member.created_at} />,
    },
    { key: 'menu', head: 'Actions', head_hidden: true, width: 62, align: 'right', cell: menu },
  ]
  return (
    <>
      <DataTable
        label={`Members of ${organizationName}`}
        noun={['member', 'members']}
        rows={members.rows}
        rowKey={(member) => member.id}
        columns={columns}
        item={(member) => ({
          title: <Person name={member.name} email={member.email} self={isSelf(member)} />,
          status: (
            <>
              <Tag>{member.role}</Tag>
              {menu(member)}
            </>
          ),
          facts: (
            <>
              Joined <Time iso={member.created_at} as="age" />
            </>
          ),
          aside: member.two_factor_enabled ? 'two-factor on' : 'two-factor off',
        })}
        empty={empty}
        error={members.error}
        onRetry={members.onRetry}
        hasMore={members.hasMore}
        loadingMore={members.loadingMore}
        onMore={members.onMore}
        bare={bare}
      />
      <ChangeRoleDialog member={changing} self={isSelf(changing)} onClose={() => setChanging(null)} />
      <RemoveMemberDialog
        member={removing}
        self={isSelf(removing)}
        organizationName={organizationName}
        onClose={() => setRemoving(null)}
        onDone={isSelf(removing) ? onLeft : undefined}
      />
      <ResetLinkDialog member={resetting} onClose={() => setResetting(null)} />
    </>
  )
}
