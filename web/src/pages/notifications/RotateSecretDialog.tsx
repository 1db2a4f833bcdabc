import { Button } from '@mantine/core'
import { useState } from 'react'
import type { NotificationTarget } from '../../../../src/notifications/schema.ts'
import { useRotateNotificationSecret } from '../../api/notifications.ts'
import { Refusal } from '../../forms/Refusal.tsx'
import { useKept } from '../../lib/use-kept.ts'
import { useOnOpen } from '../../lib/use-on-open.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { SecretField } from './SecretField.tsx'

/** A new secret for a webhook; the old one signs too for a day. */
export function RotateSecretDialog({ target, onClose }: { target: NotificationTarget | null; onClose: () => void }) {
  const kept = useKept(target)
  const rotate = useRotateNotificationSecret()
  const [copied, setCopied] = useState(false)
  useOnOpen(target !== null, () => {
    rotate.reset()
    setCopied(false)
  })
  if (!kept) return null
  const secret = rotate.data?.secret ?? null
  return (
    <Dialog
      open={target !== null}
      onClose={onClose}
      title={`New secret for ${kept.name}`}
      about={kept.shown_address}
      typed={secret !== null}
      consequence="For a day, messages are signed with both, so that nothing is refused while you change it."
      actions={
        secret === null ? (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button variant="filled" loading={rotate.isPending} onClick={() => rotate.mutate(kept.id)}>
              Make a new secret
            </Button>
          </>
        ) : (
          <Button variant={copied ? 'filled' : 'default'} onClick={onClose}>
            Done
          </Button>
        )
      }
    >
      {secret === null ? (
        <p>The secret there is stops working a day from now. The new one is shown once, right after this.</p>
      ) : (
        <SecretField secret={secret} onCopied={() => setCopied(true)} />
      )}
      <Refusal title="The secret stays as it was." error={rotate.error} />
    </Dialog>
  )
}
