import { PasswordInput } from '@mantine/core'
import { useViewer } from '../../shell/viewer.ts'

type Props = { value: string; onChange: (value: string) => void; error?: string | null }

/** Asks for the present password before something about the sign-in changes. */
export function PasswordQuestion({ value, onChange, error }: Props) {
  const { user } = useViewer()
  return (
    <>
      <input type="hidden" name="username" autoComplete="username" value={user.email} />
      <PasswordInput
        data-autofocus
        label="Your password"
        autoComplete="current-password"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        error={error}
      />
    </>
  )
}
