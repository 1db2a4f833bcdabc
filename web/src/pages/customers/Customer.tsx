import { ActionIcon, Menu } from '@mantine/core'
import { IconDots, IconPencil, IconTrash, IconUserPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useApiKeys } from '../../api/api-keys.ts'
import { useInvitations } from '../../api/invitations.ts'
import { useMembers } from '../../api/members.ts'
import type { Invitation, Organization } from '../../api/types.ts'
import { ApiKeysTable } from '../../components/ApiKeysTable.tsx'
import { countOf } from '../../components/count-of.ts'
import { InvitationsTable } from '../../components/InvitationsTable.tsx'
import { MembersTable } from '../../components/MembersTable.tsx'
import {
  CreateApiKeyDialog,
  DeleteOrganizationDialog,
  InviteDialog,
  RenameOrganizationDialog,
} from '../../forms/lazy-dialogs.ts'
import { openInvitations } from '../../lib/open-invitations.ts'
import { paths } from '../../paths.ts'
import { useGo } from '../../shell/use-go.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { MenuAct } from '../../ui/MenuAct.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { CustomerFacts } from './CustomerFacts.tsx'
import { CustomerServers } from './CustomerServers.tsx'
import { CustomerSubscriptions } from './CustomerSubscriptions.tsx'
import { RecentActivity } from './RecentActivity.tsx'

type OpenDialog = { kind: 'invite'; renewing: Invitation | null } | { kind: 'key' | 'rename' | 'delete' } | null

const icon = { size: 16, stroke: 1.6 }

/** The page of an organization that is there. */
export function Customer({ organization }: { organization: Organization }) {
  const go = useGo()
  const members = useMembers(organization.id)
  const invitations = useInvitations(organization.id)
  const apiKeys = useApiKeys(organization.id)
  const [dialog, setDialog] = useState<OpenDialog>(null)
  const close = () => setDialog(null)
  const renewing = dialog?.kind === 'invite' ? dialog.renewing : null
  const invite = () => setDialog({ kind: 'invite', renewing: null })
  const noOwner = members.rows !== undefined && !members.rows.some((member) => member.role === 'owner')
  return (
    <>
      <PageHead
        title={organization.name}
        crumbs={[{ word: 'Customers', to: paths.customers() }]}
        status={organization.house && <Tag>house</Tag>}
        facts={<span className="bs-mono">{organization.id}</span>}
        actions={
          <>
            <ActionButton variant="filled" leftSection={<IconUserPlus {...icon} />} onClick={invite}>
              Invite…
            </ActionButton>
            <OrganizationMenu
              organization={organization}
              onRename={() => setDialog({ kind: 'rename' })}
              onDelete={() => setDialog({ kind: 'delete' })}
            />
          </>
        }
      />
      <Sheet>
        <CustomerServers organization={organization} />
        {!organization.house && <CustomerSubscriptions organization={organization} />}
      </Sheet>
      <Sheet columns="main-aside">
        <Panel title="Members" count={countOf(members)} flush>
          <MembersTable
            bare
            members={members}
            organizationName={organization.name}
            viewerRole="operator"
            empty={
              <EmptyState title="No members" action={<ActionButton onClick={invite}>Invite an owner…</ActionButton>}>
                {organization.house
                  ? 'Operators look after the house organization, so it needs none.'
                  : 'Invite its owner; the owner can then invite the others.'}
              </EmptyState>
            }
          />
        </Panel>
        <Panel title="Facts">
          <CustomerFacts organization={organization} members={members} />
        </Panel>
      </Sheet>
      <Sheet>
        <Panel title="Invitations" count={countOf(invitations, openInvitations)} flush>
          <InvitationsTable
            invitations={invitations}
            onRenew={(invitation) => setDialog({ kind: 'invite', renewing: invitation })}
            empty={<EmptyState title="No open invitations">Whom you invite stands here until they join.</EmptyState>}
          />
        </Panel>
        <Panel
          title="API keys"
          count={countOf(apiKeys)}
          flush
          action={
            <ActionButton variant="quiet" onClick={() => setDialog({ kind: 'key' })}>
              New API key…
            </ActionButton>
          }
        >
          <ApiKeysTable
            bare
            apiKeys={apiKeys}
            whyNotDelete={() => null}
            empty={
              <EmptyState title="No API keys">
                Its owners and managers make their own; you can make one for them.
              </EmptyState>
            }
          />
        </Panel>
        <RecentActivity organization={organization} />
      </Sheet>
      <InviteDialog
        open={dialog?.kind === 'invite'}
        onClose={close}
        organization={organization}
        email={renewing?.email}
        role={
          renewing && renewing.role !== 'operator'
            ? renewing.role
            : noOwner && !organization.house
              ? 'owner'
              : undefined
        }
      />
      <CreateApiKeyDialog
        open={dialog?.kind === 'key'}
        onClose={close}
        organization={organization}
        viewerRole="operator"
      />
      <RenameOrganizationDialog organization={dialog?.kind === 'rename' ? organization : null} onClose={close} />
      <DeleteOrganizationDialog
        organization={dialog?.kind === 'delete' ? organization : null}
        onClose={close}
        onDone={() => go(paths.customers(), { replace: true })}
      />
    </>
  )
}

function OrganizationMenu({
  organization,
  onRename,
  onDelete,
}: {
  organization: Organization
  onRename: () => void
  onDelete: () => void
}) {
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon variant="default" aria-label={`More to do with ${organization.name}`}>
          <IconDots {...icon} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <MenuAct icon={<IconPencil {...icon} />} onClick={onRename}>
          Rename…
        </MenuAct>
        <MenuAct
          danger
          icon={<IconTrash {...icon} />}
          disabledReason={organization.house ? 'The house organization holds servers of nobody and stays.' : null}
          onClick={onDelete}
        >
          Delete…
        </MenuAct>
      </Menu.Dropdown>
    </Menu>
  )
}
