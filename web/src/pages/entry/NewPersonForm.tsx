import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useEffect } from 'react'
import { fieldProblems } from '../../api/field-problems.ts'
import { checks } from '../../forms/checks.ts'
import { Refusal } from '../../forms/Refusal.tsx'
import styles from './Entry.module.css'

export type NewPerson = { name: string; email: string; password: string }

type Props = {
  verb: string
  refused: string
  /** Given by an invitation, and then not to be changed. */
  email?: string
  busy: boolean
  error: Error | null
  onSubmit: (person: NewPerson) => void
}

/** Name, address and password of somebody who has no account yet. */
export function NewPersonForm({ verb, refused, email, busy, error, onSubmit }: Props) {
  const form = useForm<NewPerson>({
    initialValues: { name: '', email: email ?? '', password: '' },
    validate: { name: checks.name, email: checks.email, password: checks.newPassword },
    // Only fields with help below: a remark takes its place, so the button does not jump away from under the pointer.
    validateInputOnBlur: ['email', 'password'],
  })
  const { setErrors } = form
  useEffect(() => setErrors(fieldProblems(error)), [error, setErrors])
  const submit = form.onSubmit((person) =>
    onSubmit({ name: person.name.trim(), email: person.email.trim(), password: person.password }),
  )
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <TextInput label="Name" autoComplete="name" autoFocus {...form.getInputProps('name')} />
      <TextInput
        label="E-mail address"
        type="email"
        inputMode="email"
        autoComplete="username"
        readOnly={email !== undefined}
        description={email === undefined ? 'You sign in with it.' : 'The invitation is for this address.'}
        {...form.getInputProps('email')}
      />
      <PasswordInput
        label="Password"
        autoComplete="new-password"
        description="At least 10 characters; a sentence is a good one."
        {...form.getInputProps('password')}
      />
      <Refusal error={error} title={refused} fields={['name', 'email', 'password']} />
      <Button className={styles.go} variant="filled" size="md" type="submit" loading={busy} fullWidth>
        {verb}
      </Button>
    </form>
  )
}
