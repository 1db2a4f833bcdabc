import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import type { NotificationTarget } from '../../../../src/notifications/schema.ts'
import { useNotificationTargets } from '../../api/notifications.ts'
import { countOf } from '../../components/count-of.ts'
import { reaches } from '../../lib/roles.ts'
import { paths } from '../../paths.ts'
import { useAddressQuery } from '../../shell/use-address-query.ts'
import { useGo } from '../../shell/use-go.ts'
import { membershipOf, roleOf, useViewer } from '../../shell/viewer.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { DeliveriesPanel } from './DeliveriesPanel.tsx'
import { EmailPanel } from './EmailPanel.tsx'
import { AddTargetDialog, RemoveTargetDialog, RotateSecretDialog, TargetKindsDialog } from './lazy-dialogs.ts'
import { TargetsTable } from './TargetsTable.tsx'

/** What one is told by e-mail, what programs and chats are told, and what became of it. */
export function NotificationsPage() {
  const viewer = useViewer()
  const go = useGo()
  const membership = membershipOf(viewer)
  const managing = reaches(roleOf(viewer), 'manager')
  const organization = membership && { id: membership.organization_id, name: membership.organization_name }
  const targets = useNotificationTargets(organization?.id ?? null, managing)
  const adding = useAddressQuery().get('dialog') === 'add'
  const [removing, setRemoving] = useState<NotificationTarget | null>(null)
  const [rotating, setRotating] = useState<NotificationTarget | null>(null)
  const [choosing, setChoosing] = useState<NotificationTarget | null>(null)
  const addButton = (variant: 'filled' | 'default') => (
    <ActionButton
      variant={variant}
      leftSection={<IconPlus size={16} stroke={1.6} />}
      onClick={() => go(paths.notifications({ dialog: 'add' }))}
    >
      Add target…
    </ActionButton>
  )
  return (
    <>
      <PageHead
        title="Notifications"
        crumbs={[{ word: 'Settings', to: paths.settings() }]}
        facts={organization ? `Yours, and those of ${organization.name}` : 'Yours, and those of this installation'}
        actions={managing && addButton('filled')}
      />
      <Sheet>
        <EmailPanel />
      </Sheet>
      {managing && (
        <Sheet>
          <Panel title="Webhooks and chats" count={countOf(targets)} flush>
            <TargetsTable
              targets={targets}
              add={addButton('default')}
              onRemove={setRemoving}
              onRotate={setRotating}
              onChoose={setChoosing}
            />
          </Panel>
        </Sheet>
      )}
      <Sheet>
        <DeliveriesPanel />
      </Sheet>
      <AddTargetDialog
        open={managing && adding}
        onClose={() => go(paths.notifications(), { replace: true })}
        organization={organization}
      />
      <RemoveTargetDialog target={removing} onClose={() => setRemoving(null)} />
      <RotateSecretDialog target={rotating} onClose={() => setRotating(null)} />
      <TargetKindsDialog target={choosing} onClose={() => setChoosing(null)} />
    </>
  )
}
