import { Button } from '@mantine/core'
import { useState } from 'react'
import type { NoticeKind, NotificationTarget } from '../../../../src/notifications/schema.ts'
import { useChangeNotificationTarget } from '../../api/notifications.ts'
import { Refusal } from '../../forms/Refusal.tsx'
import { useKept } from '../../lib/use-kept.ts'
import { useOnOpen } from '../../lib/use-on-open.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { KindChoices } from './KindChoices.tsx'

/** Changes what a target is told. */
export function TargetKindsDialog({ target, onClose }: { target: NotificationTarget | null; onClose: () => void }) {
  const kept = useKept(target)
  const change = useChangeNotificationTarget()
  const [kinds, setKinds] = useState<NoticeKind[]>([])
  useOnOpen(target !== null, () => {
    change.reset()
    setKinds(target?.notice_kinds ?? [])
  })
  if (!kept) return null
  return (
    <Dialog
      open={target !== null}
      onClose={onClose}
      title={`What ${kept.name} is told`}
      about={kept.shown_address}
      onSubmit={() => {
        if (kinds.length > 0) change.mutate({ id: kept.id, notice_kinds: kinds }, { onSuccess: onClose })
      }}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <ActionButton
            variant="filled"
            type="submit"
            loading={change.isPending}
            disabledReason={kinds.length === 0 ? 'Choose at least one, or switch the target off.' : null}
          >
            Keep these
          </ActionButton>
        </>
      }
    >
      <KindChoices value={kinds} onChange={setKinds} />
      <Refusal title="Nothing was changed." error={change.error} />
    </Dialog>
  )
}
