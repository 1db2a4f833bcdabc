import { Checkbox, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useChangeImageChecks, useImageDrills } from '../api/recovery-points.ts'
import type { Server } from '../api/server-types.ts'
import { formatMoney } from '../format/format-money.ts'
import { imageChecksForm, imageChecksInput, imageChecksProblems } from '../lib/image-checks-form.ts'
import { minorOf } from '../lib/money-text.ts'
import { providerLabel } from '../lib/provider-facts.ts'
import { useOnOpen } from '../lib/use-on-open.ts'
import { ChoiceList } from '../ui/ChoiceList.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogActions } from '../ui/DialogActions.tsx'
import { showToast } from '../ui/toast/show-toast.ts'
import { aboutServer } from './about-server.ts'
import styles from './FilesForm.module.css'
import { fieldProps } from './field-props.ts'
import { Refusal } from './Refusal.tsx'

type Props = { open: boolean; server: Server; operator: boolean; onClose: () => void }

/** Where a server answers after an image was restored, and for operators whether its images are tried, up to a price. */
export function ImageChecksDialog({ open, server, operator, onClose }: Props) {
  const drills = useImageDrills(server.id)
  const save = useChangeImageChecks()
  const known = imageChecksForm({ server, drills: drills.data })
  const form = useForm({ initialValues: known, validate: imageChecksProblems })
  const loaded = drills.data !== undefined
  useOnOpen(open && loaded, () => {
    form.setValues(known)
    form.resetDirty(known)
    form.clearErrors()
    save.reset()
  })
  const label = providerLabel(server.provider)
  const { values } = form
  const possible = drills.data?.possible === true
  const minor = minorOf(values.ceiling, values.currency)
  const send = form.onSubmit((typed) =>
    save.mutate(
      { server_id: server.id, ...imageChecksInput(typed, known) },
      {
        onSuccess: () => {
          showToast({ title: 'Saved.', message: `${server.name}: it counts from the next restore or drill.` })
          onClose()
        },
      },
    ),
  )
  return (
    <Dialog
      open={open && loaded}
      onClose={onClose}
      title={`Checks of images of ${server.name}`}
      about={aboutServer(server)}
      typed={form.isDirty()}
      consequence={
        operator && values.drills && minor !== null && /^[A-Z]{3}$/.test(values.currency)
          ? `At most ${formatMoney({ amount_minor: minor, currency: values.currency })} a week, billed by ${label}.`
          : 'Nothing is ordered by this.'
      }
      onSubmit={() => send()}
      actions={
        <DialogActions onClose={onClose} loading={save.isPending}>
          Save checks
        </DialogActions>
      }
    >
      <div className={styles.section}>
        <ChoiceList
          label="After an image was restored or tried, the server has to answer"
          value={values.health}
          onChange={(health) => form.setFieldValue('health', health)}
          choices={[
            { value: 'none', word: 'Nothing', text: 'Only whether it runs is looked at.' },
            { value: 'port', word: 'On a port', text: 'Backstay knocks there for up to five minutes.' },
            { value: 'ping', word: 'A ping', text: 'From the machine that runs Backstay, for up to five minutes.' },
          ]}
        />
        {values.health === 'port' && (
          <TextInput
            label="Port on which the server answers"
            placeholder="22"
            inputMode="numeric"
            maxLength={5}
            autoComplete="off"
            {...fieldProps(form, 'port')}
          />
        )}
        {operator && (
          <Checkbox
            label="Try the newest image every week on a throw-away server"
            description={
              possible
                ? `${label} makes it of the image. It has to run and to answer, then it is destroyed. The first one is due within a day.`
                : `${label} makes no new servers of images, so none can be tried.`
            }
            disabled={!possible}
            {...form.getInputProps('drills', { type: 'checkbox' })}
          />
        )}
        {operator && values.drills && (
          <TextInput
            label={server.price ? `One drill costs at most, in ${values.currency}` : 'One drill costs at most'}
            description="Where the price is not known or higher, no drill is made, and the server’s page says so."
            placeholder="0.50"
            inputMode="decimal"
            autoComplete="off"
            {...fieldProps(form, 'ceiling')}
          />
        )}
        {operator && values.drills && server.price === null && (
          <TextInput label="Currency" autoComplete="off" maxLength={3} {...fieldProps(form, 'currency')} />
        )}
        <Refusal title="Not saved." error={save.error} />
      </div>
    </Dialog>
  )
}
