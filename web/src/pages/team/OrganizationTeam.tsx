import { IconUserPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useInvitations } from '../../api/invitations.ts'
import { useMembers } from '../../api/members.ts'
import type { Invitation, Member, Membership, Role } from '../../api/types.ts'
import type { ListState } from '../../api/use-list.ts'
import { countOf } from '../../components/count-of.ts'
import { InvitationsTable } from '../../components/InvitationsTable.tsx'
import { MembersTable } from '../../components/MembersTable.tsx'
import { formatPlural } from '../../format/format-plural.ts'
import { InviteDialog } from '../../forms/lazy-dialogs.ts'
import { openInvitations } from '../../lib/open-invitations.ts'
import { reaches } from '../../lib/roles.ts'
import { whyNotManagePeople } from '../../lib/why-not.ts'
import { paths } from '../../paths.ts'
import { useAddressQuery } from '../../shell/use-address-query.ts'
import { useGo } from '../../shell/use-go.ts'
import { useViewer } from '../../shell/viewer.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Sheet } from '../../ui/Sheet.tsx'

/** Members and invitations of the organization one works in. */
export function OrganizationTeam({ membership }: { membership: Membership }) {
  const { me } = useViewer()
  const role = me.operator ? 'operator' : membership.role
  const organization = { id: membership.organization_id, name: membership.organization_name }
  const members = useMembers(organization.id)
  const seesInvitations = reaches(role, 'manager')
  const invitations = useInvitations(organization.id, seesInvitations)
  const dialog = useInviteInAddress()
  const mayManage = reaches(role, 'owner')
  return (
    <>
      <PageHead
        title="Team"
        facts={factsOf(members)}
        actions={
          <ActionButton
            variant="filled"
            leftSection={<IconUserPlus size={16} stroke={1.6} />}
            disabledReason={whyNotManagePeople(role, members)}
            onClick={dialog.open}
          >
            Invite…
          </ActionButton>
        }
      />
      <Sheet>
        <Panel title="Members" count={countOf(members)} flush>
          <MembersTable
            bare
            members={members}
            organizationName={organization.name}
            viewerRole={role}
            empty={<EmptyState title="No members">Nobody belongs to {organization.name} yet.</EmptyState>}
            onLeft={() => location.assign(paths.home())}
          />
        </Panel>
        {seesInvitations && (
          <Panel title="Invitations" count={countOf(invitations, openInvitations)} flush>
            <InvitationsTable
              invitations={invitations}
              onRenew={mayManage ? dialog.renew : undefined}
              empty={
                <EmptyState title="No open invitations">
                  {mayManage
                    ? 'Whom you invite stands here until they join.'
                    : 'Whom an owner invites stands here until they join.'}
                </EmptyState>
              }
            />
          </Panel>
        )}
      </Sheet>
      {mayManage && (
        <InviteDialog
          open={dialog.opened}
          onClose={dialog.close}
          organization={organization}
          email={dialog.renewing?.email}
          role={roleOf(dialog.renewing)}
        />
      )}
    </>
  )
}

/** The invite dialog as part of the address, with the invitation it renews, if any. */
export function useInviteInAddress() {
  const go = useGo()
  const opened = useAddressQuery().get('dialog') === 'invite'
  const [renewing, setRenewing] = useState<Invitation | null>(null)
  const show = (invitation: Invitation | null) => {
    setRenewing(invitation)
    go(paths.team({ dialog: 'invite' }))
  }
  return { opened, renewing, open: () => show(null), renew: show, close: () => go(paths.team(), { replace: true }) }
}

function roleOf(invitation: Invitation | null): Role | undefined {
  return invitation === null || invitation.role === 'operator' ? undefined : invitation.role
}

function factsOf({ rows, hasMore }: ListState<Member>) {
  // Counts of half a list would be wrong ones.
  if (!rows || hasMore) return undefined
  const safe = rows.filter((member) => member.two_factor_enabled).length
  const share = safe === 0 ? 'none' : safe === rows.length ? 'all' : String(safe)
  return `${formatPlural(rows.length, 'member')}, ${share} with two-factor sign-in`
}
