import { Checkbox, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import type { Plan } from '../../api/billing-types.ts'
import { fieldProblems } from '../../api/field-problems.ts'
import { useChangePlan, useCreatePlan } from '../../api/plans.ts'
import type { Method } from '../../api/server-types.ts'
import { checks } from '../../forms/checks.ts'
import { fieldProps } from '../../forms/field-props.ts'
import { MoreFields } from '../../forms/MoreFields.tsx'
import { Refusal } from '../../forms/Refusal.tsx'
import { useKept } from '../../lib/use-kept.ts'
import { useOnOpen } from '../../lib/use-on-open.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { DialogActions } from '../../ui/DialogActions.tsx'
import { showToast } from '../../ui/toast/show-toast.ts'
import styles from './OperatorPlans.module.css'
import { freshPlan, type PlanValues, planChecks, planInputOf, valuesOf } from './plan-form.ts'

type Props = { open: boolean; plan: Plan | null; stripe: boolean; onClose: () => void }

const methods: readonly { value: Method; word: string }[] = [
  { value: 'native', word: 'Native' },
  { value: 'snapshot', word: 'Snapshot' },
  { value: 'files', word: 'Files' },
]
const fields = [
  'name',
  'description',
  'price_minor',
  'currency',
  'retention_days',
  'plan_types',
  'features',
  'methods',
  'stripe_price_id',
]

/** What is sold: a new plan, or changes to one. Subscriptions keep the price they were agreed at. */
export function PlanDialog({ open, plan, stripe, onClose }: Props) {
  const kept = useKept(plan)
  const editing = plan !== null ? kept : null
  const create = useCreatePlan()
  const change = useChangePlan()
  const asked = editing ? change : create
  const form = useForm<PlanValues>({ initialValues: freshPlan, validate: { name: checks.name, ...planChecks } })
  useOnOpen(open, () => {
    const values = plan ? valuesOf(plan) : freshPlan
    form.setValues(values)
    form.resetDirty(values)
    form.clearErrors()
    create.reset()
    change.reset()
  })
  const done = (saved: Plan) => {
    showToast({ title: editing ? 'Changed.' : 'Plan made.', message: `${saved.name} is as you wanted it.` })
    onClose()
  }
  const refuse = (error: Error) => {
    const { price_minor, ...others } = fieldProblems(error)
    form.setErrors(price_minor === undefined ? others : { ...others, price: price_minor })
  }
  const save = form.onSubmit((values) => {
    const input = planInputOf(values)
    if (editing) change.mutate({ id: editing.id, ...input }, { onSuccess: done, onError: refuse })
    else create.mutate(input, { onSuccess: done, onError: refuse })
  })
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={editing ? `Edit ${editing.name}` : 'New plan'}
      about={editing?.id ?? 'What a place costs, for how long backups stay, which servers it covers.'}
      typed={form.isDirty()}
      consequence={
        editing
          ? 'Subscriptions keep their agreed price; what the plan covers holds for them at once.'
          : 'Customers see it at once on their Plans page.'
      }
      onSubmit={() => save()}
      actions={
        <DialogActions onClose={onClose} loading={asked.isPending}>
          {editing ? 'Change the plan' : 'Make the plan'}
        </DialogActions>
      }
    >
      <TextInput data-autofocus label="Name" autoComplete="off" {...fieldProps(form, 'name')} />
      <div className={styles.two}>
        <TextInput
          label="Price of a place, a month"
          inputMode="decimal"
          autoComplete="off"
          {...fieldProps(form, 'price')}
        />
        <TextInput label="Currency" autoComplete="off" maxLength={3} {...fieldProps(form, 'currency')} />
      </div>
      <TextInput
        label="Words below the price"
        description="One line, such as what it is good for. May stay empty."
        autoComplete="off"
        maxLength={140}
        {...fieldProps(form, 'description')}
      />
      <TextInput
        label="Keeps backups for, in days"
        inputMode="numeric"
        autoComplete="off"
        {...fieldProps(form, 'retention_days')}
      />
      <fieldset className={styles.group}>
        <legend className={styles.legend}>Methods it includes</legend>
        <div className={styles.checks}>
          {methods.map(({ value, word }) => (
            <Checkbox
              key={value}
              label={word}
              checked={form.values.methods.includes(value)}
              onChange={(event) =>
                form.setFieldValue(
                  'methods',
                  methods
                    .map((one) => one.value)
                    .filter((one) => (one === value ? event.currentTarget.checked : form.values.methods.includes(one))),
                )
              }
            />
          ))}
        </div>
        {form.errors.methods && <p className={styles.error}>{form.errors.methods}</p>}
      </fieldset>
      <TextInput
        label="Covers servers of the types"
        description="Separated by commas. A server's type is set on its page."
        autoComplete="off"
        {...fieldProps(form, 'plan_types')}
      />
      <Textarea
        label="What it includes"
        description="One thing a line, as customers read it."
        rows={4}
        {...form.getInputProps('features')}
      />
      {stripe && (
        <MoreFields open={form.errors.stripe_price_id !== undefined || form.values.stripe_price_id !== ''}>
          <TextInput
            label="Price in Stripe"
            description="The id of a monthly price there, such as price_1Q…. With it the plan can be paid for by card."
            autoComplete="off"
            spellCheck={false}
            {...form.getInputProps('stripe_price_id')}
          />
        </MoreFields>
      )}
      <Refusal title={editing ? 'Not changed.' : 'No plan was made.'} error={asked.error} fields={fields} />
    </Dialog>
  )
}
