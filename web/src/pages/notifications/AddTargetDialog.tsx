import { Button } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import type { NoticeKind, TargetKind } from '../../../../src/notifications/schema.ts'
import { fieldProblems } from '../../api/field-problems.ts'
import { useCreateNotificationTarget } from '../../api/notifications.ts'
import { Refusal } from '../../forms/Refusal.tsx'
import { channelWords } from '../../lib/notice-words.ts'
import { checkTarget, freshTarget, targetSettings } from '../../lib/target-form.ts'
import { toFormFields } from '../../lib/to-form-fields.ts'
import { useOnOpen } from '../../lib/use-on-open.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { ChoiceList } from '../../ui/ChoiceList.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { showToast } from '../../ui/toast/show-toast.ts'
import { KindChoices } from './KindChoices.tsx'
import { SecretField } from './SecretField.tsx'
import { TargetFields } from './TargetFields.tsx'

const kinds: readonly { value: TargetKind; word: string; text: string }[] = [
  { value: 'webhook', word: channelWords.webhook, text: 'A program of yours: one signed POST for each notice.' },
  { value: 'slack', word: channelWords.slack, text: 'Or anything that takes the same form, such as Mattermost.' },
  { value: 'discord', word: channelWords.discord, text: 'A channel, through its webhook.' },
  { value: 'telegram', word: channelWords.telegram, text: 'A chat, through a bot.' },
  { value: 'ntfy', word: channelWords.ntfy, text: 'Push messages to phones, through ntfy.sh or a server of your own.' },
]
const usual: NoticeKind[] = [
  'backup.missed',
  'backup.failed',
  'backup.recovered',
  'restore.finished',
  'drill.failed',
  'work.failed',
  'target.failing',
]

type Props = { open: boolean; onClose: () => void; organization: { id: string; name: string } | null }

/** A new webhook or chat; of a webhook the secret is shown, this once. */
export function AddTargetDialog({ open, onClose, organization }: Props) {
  const create = useCreateNotificationTarget()
  const [kind, setKind] = useState<TargetKind>('webhook')
  const [told, setTold] = useState<NoticeKind[]>(usual)
  const [copied, setCopied] = useState(false)
  const form = useForm({ initialValues: freshTarget, validate: (values) => checkTarget(kind, values) })
  useOnOpen(open, () => {
    form.reset()
    create.reset()
    setKind('webhook')
    setTold(usual)
    setCopied(false)
  })
  const secret = create.data?.secret ?? null
  const send = () => {
    if (form.validate().hasErrors || told.length === 0) return
    const values = form.getValues()
    create.mutate(
      {
        name: values.name.trim(),
        organization_id: organization?.id ?? null,
        notice_kinds: told,
        settings: targetSettings(kind, values),
      },
      {
        onSuccess: (target) => {
          if (target.secret !== null) return
          showToast({ title: 'Added.', message: `Send ${target.name} a test from its menu.` })
          onClose()
        },
        onError: (error) => form.setErrors(toFormFields(fieldProblems(error))),
      },
    )
  }
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={secret === null ? 'Add a target' : `The secret of ${create.data?.name}`}
      about={organization ? `For ${organization.name}` : 'For this installation: it is told of every customer.'}
      typed={secret !== null || form.isDirty()}
      consequence={
        secret === null
          ? 'Addresses and tokens are sealed and not shown again.'
          : copied
            ? 'Copied. Send a test from the menu of the target.'
            : 'Not copied yet. It cannot be shown again; a lost secret is replaced by a new one.'
      }
      onSubmit={secret === null ? send : undefined}
      actions={
        secret === null ? (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <ActionButton
              variant="filled"
              type="submit"
              loading={create.isPending}
              disabledReason={told.length === 0 ? 'Choose at least one kind.' : null}
            >
              Add the target
            </ActionButton>
          </>
        ) : (
          <Button variant={copied ? 'filled' : 'default'} onClick={onClose}>
            Done
          </Button>
        )
      }
    >
      {secret === null ? (
        <>
          <ChoiceList
            label="Kind"
            value={kind}
            choices={kinds}
            onChange={(next) => {
              setKind(next)
              form.clearErrors()
              create.reset()
            }}
          />
          <TargetFields form={form} kind={kind} />
          <KindChoices value={told} onChange={setTold} />
        </>
      ) : (
        <SecretField secret={secret} onCopied={() => setCopied(true)} />
      )}
      <Refusal title="Not added." error={create.error} fields={apiFields} />
    </Dialog>
  )
}

const apiFields = ['name', ...['url', 'token', 'chat_id', 'topic'].map((field) => `settings.${field}`)]
