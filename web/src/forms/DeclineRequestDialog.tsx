import { TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Subscription } from '../api/billing-types.ts'
import { useChangeSubscription } from '../api/subscriptions.ts'
import { formatPlural } from '../format/format-plural.ts'
import { useKept } from '../lib/use-kept.ts'
import { useOnOpen } from '../lib/use-on-open.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogActions } from '../ui/DialogActions.tsx'
import { showToast } from '../ui/toast/show-toast.ts'
import { Refusal } from './Refusal.tsx'

type Props = { subscription: Subscription | null; onClose: () => void }

/** Says no to a request, with a reason the customer reads. */
export function DeclineRequestDialog({ subscription, onClose }: Props) {
  const kept = useKept(subscription)
  const change = useChangeSubscription()
  const [reason, setReason] = useState('')
  useOnOpen(subscription !== null, () => {
    change.reset()
    setReason('')
  })
  if (!kept) return null
  const send = () =>
    change.mutate(
      { id: kept.id, status: 'declined', reason: reason.trim() || undefined },
      {
        onSuccess: () => {
          showToast({ title: 'Declined.', message: `${kept.organization_name} can ask again at any time.` })
          onClose()
        },
      },
    )
  return (
    <Dialog
      open={subscription !== null}
      onClose={onClose}
      title={`Decline the request of ${kept.organization_name}`}
      about={`${formatPlural(kept.quantity, 'place')} of ${kept.plan_name}, asked for by ${kept.requested_by}`}
      typed={reason !== ''}
      consequence="Nothing they have changes."
      onSubmit={send}
      actions={
        <DialogActions onClose={onClose} loading={change.isPending}>
          Decline
        </DialogActions>
      }
    >
      <TextInput
        data-autofocus
        label="Reason"
        description="For the customer to read. It may stay empty."
        maxLength={500}
        autoComplete="off"
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Refusal title="Not declined." error={change.error} />
    </Dialog>
  )
}
