import { Button, Checkbox, PasswordInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useChangePassword } from '../../api/identity.ts'
import { keys } from '../../api/keys.ts'
import { checks } from '../../forms/checks.ts'
import { Refusal } from '../../forms/Refusal.tsx'
import { useViewer } from '../../shell/viewer.ts'
import { Panel } from '../../ui/Panel.tsx'
import { showToast } from '../../ui/toast/show-toast.ts'
import styles from './Settings.module.css'

const empty = { currentPassword: '', newPassword: '', revokeOtherSessions: true }
type Wrong = { currentPassword?: string | null; newPassword?: string | null }

/** Changes one's password, and ends the other sessions with it unless told not to. */
export function PasswordPanel() {
  const { user } = useViewer()
  const client = useQueryClient()
  const change = useChangePassword()
  // By hand, as in the panel beside it.
  const [values, setValues] = useState(empty)
  const [wrong, setWrong] = useState<Wrong>({})
  const set = (more: Partial<typeof empty>) => {
    setValues((before) => ({ ...before, ...more }))
    setWrong((before) => ({ ...before, ...Object.fromEntries(Object.keys(more).map((key) => [key, null])) }))
  }
  const save = (event: FormEvent) => {
    event.preventDefault()
    const found = {
      currentPassword: checks.presentPassword(values.currentPassword),
      newPassword: checks.newPassword(values.newPassword),
    }
    setWrong(found)
    if (found.currentPassword !== null || found.newPassword !== null) return
    change.mutate(values, {
      onSuccess: () => {
        setValues(empty)
        void client.invalidateQueries({ queryKey: keys.sessions })
        showToast({
          title: 'Password changed.',
          message: values.revokeOtherSessions ? 'You are signed out everywhere else.' : 'Your other sessions go on.',
        })
      },
    })
  }
  return (
    <Panel title="Password">
      <form className={styles.form} onSubmit={save} noValidate>
        {/* Password managers look for the name a password belongs to. */}
        <input type="hidden" name="username" autoComplete="username" value={user.email} />
        <PasswordInput
          label="Present password"
          autoComplete="current-password"
          value={values.currentPassword}
          error={wrong.currentPassword}
          onChange={(event) => set({ currentPassword: event.currentTarget.value })}
        />
        <PasswordInput
          label="New password"
          description="At least 10 characters; a few unrelated words are easier to keep than symbols."
          autoComplete="new-password"
          value={values.newPassword}
          error={wrong.newPassword}
          onChange={(event) => set({ newPassword: event.currentTarget.value })}
          onBlur={() => {
            if (values.newPassword !== '')
              setWrong((before) => ({ ...before, newPassword: checks.newPassword(values.newPassword) }))
          }}
        />
        <Checkbox
          label="Sign out everywhere else"
          checked={values.revokeOtherSessions}
          onChange={(event) => set({ revokeOtherSessions: event.currentTarget.checked })}
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
