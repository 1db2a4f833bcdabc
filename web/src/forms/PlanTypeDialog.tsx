import { TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { fieldProblems } from '../api/field-problems.ts'
import { usePlans } from '../api/plans.ts'
import type { Server } from '../api/server-types.ts'
import { useChangeServer } from '../api/servers.ts'
import { formatMoney } from '../format/format-money.ts'
import { listWords } from '../lib/list-words.ts'
import { useKept } from '../lib/use-kept.ts'
import { useOnOpen } from '../lib/use-on-open.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogActions } from '../ui/DialogActions.tsx'
import { showToast } from '../ui/toast/show-toast.ts'
import { fieldProps } from './field-props.ts'
import { Refusal } from './Refusal.tsx'
import { UpgradeAddonChoice } from './UpgradeAddonChoice.tsx'

const check = (text: string) =>
  /^[a-z0-9][a-z0-9_-]{0,39}$/.test(text.trim())
    ? null
    : 'Type a plan type such as basic: small letters, digits, - and _.'

/** Sells a server as another class, which decides the plans that cover it; a place on one of them can go with it (S1). */
export function PlanTypeDialog({ server, onClose }: { server: Server | null; onClose: () => void }) {
  const kept = useKept(server)
  const change = useChangeServer()
  const plans = usePlans({ retired: 'false', enabled: server !== null })
  const form = useForm({ initialValues: { plan_type: '', addon_plan_id: '' }, validate: { plan_type: check } })
  useOnOpen(server !== null, () => {
    const values = { plan_type: server?.plan_type ?? '', addon_plan_id: '' }
    form.setValues(values)
    form.resetDirty(values)
    form.clearErrors()
    change.reset()
  })
  if (!kept) return null
  const types = [...new Set((plans.rows ?? []).flatMap((plan) => plan.plan_types))].sort()
  const typed = form.values.plan_type.trim()
  const covering = (plans.rows ?? []).filter((plan) => plan.plan_types.includes(typed))
  const isNew = typed !== kept.plan_type
  const addon = isNew ? covering.find((plan) => plan.id === form.values.addon_plan_id) : undefined
  const save = form.onSubmit(({ plan_type }) =>
    change.mutate(
      {
        id: kept.id,
        plan_type: plan_type.trim(),
        ...(addon ? { backup_addon: { plan_id: addon.id, quantity: 1 } } : {}),
      },
      {
        onSuccess: (changed) => {
          const place = addon
            ? ` ${changed.organization_name} gets a place on ${addon.name}; no backup was switched on.`
            : ''
          showToast({ title: 'Changed.', message: `${changed.name} is sold as ${changed.plan_type} now.${place}` })
          onClose()
        },
        onError: (error) => form.setErrors(fieldProblems(error)),
      },
    ),
  )
  return (
    <Dialog
      open={server !== null}
      onClose={onClose}
      title={`Plan type of ${kept.name}`}
      about={`${kept.organization_name}, ${kept.id}`}
      typed={form.isDirty()}
      consequence={
        addon
          ? `One more place, ${formatMoney({ amount_minor: addon.price_minor, currency: addon.currency })} a month. It switches no backup on.`
          : 'Backups that are on go on, and keep their place.'
      }
      onSubmit={() => save()}
      actions={
        <DialogActions onClose={onClose} loading={change.isPending}>
          Change the type
        </DialogActions>
      }
    >
      <TextInput
        data-autofocus
        label="Plan type"
        description={
          plans.rows === undefined || typed === ''
            ? `Known types: ${types.join(', ') || 'none yet'}.`
            : covering.length > 0
              ? `Covered by ${listWords(
                  covering.map((plan) => plan.name),
                  5,
                )}.`
              : `No plan on sale covers ${typed}. Known types: ${types.join(', ') || 'none yet'}.`
        }
        autoComplete="off"
        spellCheck={false}
        {...fieldProps(form, 'plan_type')}
      />
      {isNew && covering.length > 0 && (
        <UpgradeAddonChoice
          server={kept}
          plans={covering}
          stripe={plans.stripe === true}
          value={addon?.id ?? null}
          onChange={(id) => form.setFieldValue('addon_plan_id', id ?? '')}
        />
      )}
      <Refusal title="Not changed." error={change.error} fields={['plan_type']} />
    </Dialog>
  )
}
