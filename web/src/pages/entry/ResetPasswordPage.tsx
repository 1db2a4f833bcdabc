import { Button, PasswordInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useEffect } from 'react'
import { fieldProblems } from '../../api/field-problems.ts'
import { useResetPassword } from '../../api/identity.ts'
import { checks } from '../../forms/checks.ts'
import { Refusal } from '../../forms/Refusal.tsx'
import { paths } from '../../paths.ts'
import { useGo } from '../../shell/use-go.ts'
import styles from './Entry.module.css'
import { EntryFrame } from './EntryFrame.tsx'
import { useLinkToken } from './use-link-token.ts'

/** A new password for the holder of a reset link. */
export function ResetPasswordPage() {
  const { token, forget } = useLinkToken()
  const reset = useResetPassword()
  const go = useGo()
  const form = useForm({
    initialValues: { password: '' },
    validate: { password: checks.newPassword },
    validateInputOnBlur: true,
  })
  const { setErrors } = form
  useEffect(() => setErrors(fieldProblems(reset.error)), [reset.error, setErrors])
  const toSignIn = (
    <Button variant="filled" size="md" fullWidth onClick={() => go(paths.signIn())}>
      Sign in
    </Button>
  )
  if (reset.isSuccess) {
    return (
      <EntryFrame title="Your password is changed" about="Sign in with the new one. The link you used works no longer.">
        <div className={styles.form}>{toSignIn}</div>
      </EntryFrame>
    )
  }
  if (token === null) {
    return (
      <EntryFrame
        title="There is no whole link here"
        about="The part after the # is missing or cut off, and with it what proves that the link is yours. Open the link again, copied whole, or ask an operator for a new one. Changed the password already? Then sign in."
      >
        <div className={styles.form}>{toSignIn}</div>
      </EntryFrame>
    )
  }
  return (
    <EntryFrame title="Choose a new password" foot="The link you opened works once.">
      <form
        className={styles.form}
        onSubmit={form.onSubmit(({ password }) => reset.mutate({ token, password }, { onSuccess: forget }))}
        noValidate
      >
        <PasswordInput
          label="New password"
          autoComplete="new-password"
          autoFocus
          description="At least 10 characters; a sentence is a good one."
          {...form.getInputProps('password')}
        />
        <Refusal error={reset.error} title="The password was not changed." fields={['password']} />
        <Button className={styles.go} variant="filled" size="md" type="submit" loading={reset.isPending} fullWidth>
          Change the password
        </Button>
      </form>
    </EntryFrame>
  )
}
