import { TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { fieldProblems } from '../api/field-problems.ts'
import { usePlans } from '../api/plans.ts'
import { useGrantSubscription } from '../api/subscriptions.ts'
import { OrganizationSelect } from '../components/OrganizationSelect.tsx'
import { formatMoney } from '../format/format-money.ts'
import { formatPlural } from '../format/format-plural.ts'
import { useOnOpen } from '../lib/use-on-open.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogActions } from '../ui/DialogActions.tsx'
import { SearchSelect } from '../ui/SearchSelect.tsx'
import { showToast } from '../ui/toast/show-toast.ts'
import { checks } from './checks.ts'
import { endOfDay } from './end-of-day.ts'
import { fieldProps } from './field-props.ts'
import { Refusal } from './Refusal.tsx'

type Props = {
  open: boolean
  onClose: () => void
  /** Whom it is for; null lets the operator choose. */
  organization: { id: string; name: string } | null
}

const fields = ['organization_id', 'plan_id', 'quantity', 'ends_at']

/** Gives a customer places of a plan. That is a record only: no server changes. */
export function GrantDialog({ open, onClose, organization }: Props) {
  const plans = usePlans({ retired: 'false', enabled: open })
  const grant = useGrantSubscription()
  const fresh = { organization_id: organization?.id ?? '', plan_id: '', quantity: '1', ends_at: '' }
  const form = useForm({
    initialValues: fresh,
    validate: {
      organization_id: (id) => (id === '' ? 'Choose the customer.' : null),
      plan_id: (id) => (id === '' ? 'Choose a plan.' : null),
      quantity: checks.places,
    },
  })
  useOnOpen(open, () => {
    form.setValues(fresh)
    form.resetDirty(fresh)
    form.clearErrors()
    grant.reset()
  })
  const plan = plans.rows?.find((one) => one.id === form.values.plan_id)
  const quantity = Number(form.values.quantity)
  const send = form.onSubmit(({ organization_id, plan_id, ends_at }) =>
    grant.mutate(
      { organization_id, plan_id, quantity, ends_at: ends_at === '' ? undefined : endOfDay(ends_at) },
      {
        onSuccess: (made) => {
          showToast({
            title: 'Granted.',
            message: `${made.organization_name} has ${formatPlural(made.quantity, 'place')} of ${made.plan_name}.`,
          })
          onClose()
        },
        onError: (error) => form.setErrors(fieldProblems(error)),
      },
    ),
  )
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Grant a subscription"
      about={organization ? `For ${organization.name}` : 'Places a customer can use without paying by card here.'}
      typed={form.isDirty()}
      consequence={
        plan && quantity > 0
          ? `${formatMoney({ amount_minor: plan.price_minor * quantity, currency: plan.currency })} a month by your price. No server changes.`
          : 'No server changes, and no card is charged.'
      }
      onSubmit={() => send()}
      actions={
        <DialogActions onClose={onClose} loading={grant.isPending}>
          Grant
        </DialogActions>
      }
    >
      {!organization && (
        <OrganizationSelect
          label="Customer"
          error={text(form.errors.organization_id)}
          value={form.values.organization_id || null}
          onChange={(id) => form.setFieldValue('organization_id', id ?? '')}
        />
      )}
      <SearchSelect
        label="Plan"
        placeholder={plans.rows ? 'Choose a plan' : 'Loading the plans'}
        data={(plans.rows ?? []).map((one) => ({
          value: one.id,
          label: `${one.name}, ${formatMoney({ amount_minor: one.price_minor, currency: one.currency })} a month`,
        }))}
        nothingFoundMessage="No plan has such a name."
        description={plan && `Keeps ${formatPlural(plan.retention_days, 'day')}; covers ${plan.plan_types.join(', ')}.`}
        error={form.errors.plan_id}
        value={form.values.plan_id || null}
        onChange={(id) => form.setFieldValue('plan_id', id ?? '')}
      />
      <TextInput
        label="Places"
        description="One place protects one server."
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
      <Refusal title="Not granted." error={grant.error} fields={fields} />
    </Dialog>
  )
}

const text = (error: unknown) => (typeof error === 'string' ? error : undefined)
