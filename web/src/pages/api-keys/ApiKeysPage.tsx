import { IconPlus } from '@tabler/icons-react'
import { useApiKeys } from '../../api/api-keys.ts'
import type { ApiKey } from '../../api/types.ts'
import { ApiKeysTable } from '../../components/ApiKeysTable.tsx'
import { CreateApiKeyDialog } from '../../forms/lazy-dialogs.ts'
import { reaches } from '../../lib/roles.ts'
import { paths } from '../../paths.ts'
import { useAddressQuery } from '../../shell/use-address-query.ts'
import { useGo } from '../../shell/use-go.ts'
import { useViewer } from '../../shell/viewer.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PageHead } from '../../ui/PageHead.tsx'

/** Keys for programs: of one organization, or for operators all of them. */
export function ApiKeysPage() {
  const { me, user, scope } = useViewer()
  const go = useGo()
  const membership = scope.kind === 'organization' ? scope.membership : null
  const role = me.operator ? 'operator' : (membership?.role ?? 'viewer')
  const organization = membership && { id: membership.organization_id, name: membership.organization_name }
  const apiKeys = useApiKeys(organization?.id ?? null)
  const opened = useAddressQuery().get('dialog') === 'new'
  const openNew = () => go(paths.apiKeys({ dialog: 'new' }))
  const newKey = (variant: 'filled' | 'default') => (
    <ActionButton variant={variant} leftSection={<IconPlus size={16} stroke={1.6} />} onClick={openNew}>
      New API key…
    </ActionButton>
  )
  // The contract gives the maker's name, not an id, so a manager's own keys are told by it; the server has the last word.
  const whyNotDelete = (apiKey: ApiKey) =>
    reaches(role, 'owner') || apiKey.created_by === user.name
      ? null
      : `Only an owner or ${apiKey.created_by}, who made it, deletes this key.`
  return (
    <>
      <PageHead
        title="API keys"
        facts={
          organization
            ? 'For programs that use the API within this organization'
            : 'For programs: operator keys, and those of every customer'
        }
        actions={newKey('filled')}
      />
      <ApiKeysTable
        apiKeys={apiKeys}
        withOrganization={organization === null}
        whyNotDelete={whyNotDelete}
        empty={
          <EmptyState title="No API keys" action={newKey('default')}>
            A key lets a program list servers, switch backups on and off or read the activity, as far as its role
            reaches. Make one per program, so that each can be ended alone.
          </EmptyState>
        }
      />
      <CreateApiKeyDialog
        open={opened}
        onClose={() => go(paths.apiKeys(), { replace: true })}
        organization={organization}
        viewerRole={role}
      />
    </>
  )
}
