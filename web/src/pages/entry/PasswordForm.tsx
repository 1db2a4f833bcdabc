import { Button, Checkbox, PasswordInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useSignIn } from '../../api/identity.ts'
import { checks } from '../../forms/checks.ts'
import { Refusal } from '../../forms/Refusal.tsx'
import styles from './Entry.module.css'

type Props = { email?: string; onSecondFactor: () => void; onSignedIn: () => void }

/** The first step of a sign-in: address and password. */
export function PasswordForm({ email, onSecondFactor, onSignedIn }: Props) {
  const signIn = useSignIn()
  const form = useForm({
    initialValues: { email: email ?? '', password: '', rememberMe: true },
    validate: { email: checks.email, password: checks.password },
  })
  const submit = form.onSubmit((values) =>
    signIn.mutate(
      { ...values, email: values.email.trim() },
      { onSuccess: (reply) => (reply.twoFactorRedirect ? onSecondFactor() : onSignedIn()) },
    ),
  )
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <TextInput
        label="E-mail address"
        type="email"
        inputMode="email"
        autoComplete="username"
        autoFocus={email === undefined}
        readOnly={email !== undefined}
        {...form.getInputProps('email')}
      />
      <PasswordInput
        label="Password"
        autoComplete="current-password"
        autoFocus={email !== undefined}
        {...form.getInputProps('password')}
      />
      <Checkbox label="Stay signed in on this browser" {...form.getInputProps('rememberMe', { type: 'checkbox' })} />
      <Refusal error={signIn.error} title="Not signed in." />
      <Button className={styles.go} variant="filled" size="md" type="submit" loading={signIn.isPending} fullWidth>
        Sign in
      </Button>
    </form>
  )
}
