import { TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Subscription } from '../api/billing-types.ts'
import { useChangeSubscription } from '../api/subscriptions.ts'
import { formatPlural } from '../format/format-plural.ts'
import { useKept } from '../lib/use-kept.ts'
import { useOnOpen } from '../lib/use-on-open.ts'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { showToast } from '../ui/toast/show-toast.ts'

type Props = { subscription: Subscription | null; onClose: () => void }

/** Ends a subscription now, with a reason the customer reads. */
export function EndSubscriptionDialog({ subscription, onClose }: Props) {
  const kept = useKept(subscription)
  const change = useChangeSubscription()
  const [reason, setReason] = useState('')
  useOnOpen(subscription !== null, () => {
    change.reset()
    setReason('')
  })
  if (!kept) return null
  const confirm = () =>
    change.mutate(
      { id: kept.id, status: 'canceled', reason: reason.trim() || undefined },
      {
        onSuccess: () => {
          showToast({ title: 'Ended.', message: `${kept.plan_name} of ${kept.organization_name} gives no places now.` })
          onClose()
        },
      },
    )
  return (
    <ConfirmDialog
      open={subscription !== null}
      onClose={onClose}
      title={`End ${kept.plan_name} of ${kept.organization_name}`}
      about={`${formatPlural(kept.quantity, 'place')}, ${kept.id}`}
      verb="End the subscription"
      consequence="To end it on a later day, change its end instead."
      busy={change.isPending}
      error={change.error}
      onConfirm={confirm}
    >
      <p>
        Its {formatPlural(kept.quantity, 'place')} stop to count at once. Nothing is switched off at a provider: native
        backups go on at your cost until you decide, new snapshots and file backups pause, and restores go on working.
      </p>
      <TextInput
        mt={16}
        label="Reason"
        description="For the customer to read. It may stay empty."
        maxLength={500}
        autoComplete="off"
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ConfirmDialog>
  )
}
