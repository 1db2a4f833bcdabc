import { TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import type { Subscription } from '../api/billing-types.ts'
import { useEntitlement } from '../api/entitlement.ts'
import { fieldProblems } from '../api/field-problems.ts'
import { useChangeSubscription } from '../api/subscriptions.ts'
import { formatPlural } from '../format/format-plural.ts'
import { useKept } from '../lib/use-kept.ts'
import { useOnOpen } from '../lib/use-on-open.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogActions } from '../ui/DialogActions.tsx'
import { Notice } from '../ui/Notice.tsx'
import { showToast } from '../ui/toast/show-toast.ts'
import { checks } from './checks.ts'
import { dayOf, endOfDay } from './end-of-day.ts'
import { fieldProps } from './field-props.ts'
import { Refusal } from './Refusal.tsx'

/** More or fewer places, or another end. */
export function ChangeSubscriptionDialog({
  subscription,
  onClose,
}: {
  subscription: Subscription | null
  onClose: () => void
}) {
  const kept = useKept(subscription)
  const change = useChangeSubscription()
  const entitlement = useEntitlement(kept?.organization_id ?? '', subscription?.entitled === true)
  const form = useForm({ initialValues: { quantity: '', ends_at: '' }, validate: { quantity: checks.places } })
  useOnOpen(subscription !== null, () => {
    const values = {
      quantity: String(subscription?.quantity ?? 1),
      ends_at: subscription?.ends_at ? dayOf(subscription.ends_at) : '',
    }
    form.setValues(values)
    form.resetDirty(values)
    form.clearErrors()
    change.reset()
  })
  if (!kept) return null
  const plan = entitlement.data?.plans.find((one) => one.plan_id === kept.plan_id)
  const quantity = Number(form.values.quantity)
  const left = plan ? plan.places - kept.quantity + quantity : null
  const tooFew = plan && left !== null && quantity > 0 ? Math.max(0, plan.places_used - left) : 0
  const save = form.onSubmit(({ ends_at }) =>
    change.mutate(
      {
        id: kept.id,
        quantity,
        // An end that was not touched is not sent: its time of day is not the field's to know.
        ...(form.isDirty('ends_at') ? { ends_at: ends_at === '' ? null : endOfDay(ends_at) } : {}),
      },
      {
        onSuccess: (changed) => {
          showToast({
            title: 'Changed.',
            message: `${changed.organization_name} has ${formatPlural(changed.quantity, 'place')} of ${changed.plan_name}.`,
          })
          onClose()
        },
        onError: (error) => form.setErrors(fieldProblems(error)),
      },
    ),
  )
  return (
    <Dialog
      open={subscription !== null}
      onClose={onClose}
      title={`Change ${kept.plan_name}`}
      about={`${kept.organization_name}, ${kept.id}`}
      typed={form.isDirty()}
      consequence="Nothing is switched off at a provider."
      onSubmit={() => save()}
      actions={
        <DialogActions onClose={onClose} loading={change.isPending}>
          Change
        </DialogActions>
      }
    >
      <TextInput
        data-autofocus
        label="Places"
        description={
          plan ? `${plan.places_used} of ${plan.places} on this plan are in use.` : 'One protects one server.'
        }
        inputMode="numeric"
        autoComplete="off"
        {...fieldProps(form, 'quantity')}
      />
      <TextInput
        type="date"
        label="Ends on"
        description="Empty: it goes on until you end it."
        {...form.getInputProps('ends_at')}
      />
      {tooFew > 0 && (
        <Notice tone="warn" title={`${formatPlural(tooFew, 'server')} too many for that.`}>
          The newest of them stop taking snapshots and file backups. The provider's own backups go on at your cost until
          you decide.
        </Notice>
      )}
      <Refusal title="Not changed." error={change.error} fields={['quantity', 'ends_at']} />
    </Dialog>
  )
}
