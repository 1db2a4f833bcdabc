import { TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useUpdateName } from '../../api/identity.ts'
import { checks } from '../../forms/checks.ts'
import { fieldProps } from '../../forms/field-props.ts'
import { Refusal } from '../../forms/Refusal.tsx'
import { useViewer } from '../../shell/viewer.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { showToast } from '../../ui/toast/show-toast.tsx'
import styles from './Settings.module.css'

/** The name others see. The e-mail address is what one signs in with and stays. */
export function ProfilePanel() {
  const { user } = useViewer()
  const update = useUpdateName()
  const form = useForm({ initialValues: { name: user.name }, validate: { name: checks.name } })
  const save = form.onSubmit(({ name }) => {
    update.mutate(name.trim(), {
      onSuccess: () => {
        form.resetDirty()
        showToast({ title: 'Name changed.', message: `Others see ${name.trim()} from now on.` })
      },
    })
  })
  return (
    <Panel title="Profile">
      <form className={styles.form} onSubmit={save} noValidate>
        <TextInput label="Name" autoComplete="name" {...fieldProps(form, 'name')} />
        <TextInput
          label="E-mail address"
          value={user.email}
          readOnly
          description="You sign in with it. To use another one, have an operator invite that address."
        />
        <Refusal title="The name was not changed." error={update.error} />
        <div className={styles.row}>
          <ActionButton
            type="submit"
            loading={update.isPending}
            disabledReason={form.isDirty() ? null : 'It is the name you have. Type another one.'}
          >
            Change the name
          </ActionButton>
        </div>
      </form>
    </Panel>
  )
}
