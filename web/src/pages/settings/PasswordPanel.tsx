import { Button, Checkbox, PasswordInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQueryClient } from '@tanstack/react-query'
import { useChangePassword } from '../../api/identity.ts'
import { keys } from '../../api/keys.ts'
import { checks } from '../../forms/checks.ts'
import { fieldProps } from '../../forms/field-props.ts'
import { Refusal } from '../../forms/Refusal.tsx'
import { useViewer } from '../../shell/viewer.ts'
import { Panel } from '../../ui/Panel.tsx'
import { showToast } from '../../ui/toast/show-toast.tsx'
import styles from './Settings.module.css'

/** Changes one's password, and ends the other sessions with it unless told not to. */
export function PasswordPanel() {
  const { user } = useViewer()
  const client = useQueryClient()
  const change = useChangePassword()
  const form = useForm({
    initialValues: { currentPassword: '', newPassword: '', revokeOtherSessions: true },
    validate: { currentPassword: checks.presentPassword, newPassword: checks.newPassword },
  })
  const save = form.onSubmit((values) => {
    change.mutate(values, {
      onSuccess: () => {
        form.reset()
        void client.invalidateQueries({ queryKey: keys.sessions })
        showToast({
          title: 'Password changed.',
          message: values.revokeOtherSessions ? 'You are signed out everywhere else.' : 'Your other sessions go on.',
        })
      },
    })
  })
  return (
    <Panel title="Password">
      <form className={styles.form} onSubmit={save} noValidate>
        {/* Password managers look for the name a password belongs to. */}
        <input type="hidden" name="username" autoComplete="username" value={user.email} />
        <PasswordInput
          label="Present password"
          autoComplete="current-password"
          {...fieldProps(form, 'currentPassword')}
        />
        <PasswordInput
          label="New password"
          description="At least 10 characters; a few unrelated words are easier to keep than symbols."
          autoComplete="new-password"
          {...fieldProps(form, 'newPassword')}
        />
        <Checkbox
          label="Sign out everywhere else"
          {...form.getInputProps('revokeOtherSessions', { type: 'checkbox' })}
        />
        <Refusal title="The password was not changed." error={change.error} />
        <div className={styles.row}>
          <Button type="submit" loading={change.isPending}>
            Change the password
          </Button>
        </div>
      </form>
    </Panel>
  )
}
