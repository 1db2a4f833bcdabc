import { Button, Checkbox, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import { useVerifyBackupCode, useVerifyTotp } from '../../api/identity.ts'
import { checks } from '../../forms/checks.ts'
import { Refusal } from '../../forms/Refusal.tsx'
import styles from './Entry.module.css'

type Props = { onSignedIn: () => void; onRestart: () => void }

/** The second step: a code from the app, or one of the backup codes. */
export function SecondFactorForm({ onSignedIn, onRestart }: Props) {
  const [backup, setBackup] = useState(false)
  const totp = useVerifyTotp()
  const backupCode = useVerifyBackupCode()
  const asked = backup ? backupCode : totp
  const form = useForm({ initialValues: { code: '', trustDevice: false }, validate: { code: checks.anyCode } })
  const submit = form.onSubmit(({ code, trustDevice }) => {
    const options = { onSuccess: onSignedIn }
    // Codes are shown in groups, so they are typed and pasted with spaces.
    if (backup) backupCode.mutate({ code: code.trim() }, options)
    else totp.mutate({ code: code.replace(/\s/g, ''), trustDevice }, options)
  })
  const change = () => {
    form.reset()
    totp.reset()
    backupCode.reset()
    setBackup(!backup)
  }
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <TextInput
        // A fresh field per kind: the focus goes there, and the keyboard of a phone changes with it.
        key={backup ? 'backup' : 'totp'}
        label={backup ? 'Backup code' : 'Code from your app'}
        description={
          backup
            ? 'One of the codes you kept when you switched this on. Each works once.'
            : 'Six digits, new every 30 seconds.'
        }
        inputMode={backup ? 'text' : 'numeric'}
        autoComplete="one-time-code"
        autoFocus
        spellCheck={false}
        {...form.getInputProps('code')}
      />
      {!backup && (
        <Checkbox
          label="Do not ask for a code on this browser for 30 days"
          {...form.getInputProps('trustDevice', { type: 'checkbox' })}
        />
      )}
      <Refusal error={asked.error} title="Not signed in." />
      <Button className={styles.go} variant="filled" size="md" type="submit" loading={asked.isPending} fullWidth>
        Sign in
      </Button>
      <div className={styles.row}>
        <Button variant="quiet" onClick={change}>
          {backup ? 'Use the app instead' : 'Use a backup code instead'}
        </Button>
        <Button variant="plain" onClick={onRestart}>
          Start again
        </Button>
      </div>
    </form>
  )
}
