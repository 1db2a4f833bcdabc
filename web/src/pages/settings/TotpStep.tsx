import { TextInput } from '@mantine/core'
import { CopyField } from '../../ui/CopyField.tsx'
import { QrCode } from './QrCode.tsx'
import styles from './TotpStep.module.css'
import { totpSecret } from './totp-secret.ts'

type Props = { uri: string; email: string; code: string; onCode: (code: string) => void; error: string | null }

/** The code to scan, the key for those who cannot scan, and the first code to prove that it works. */
export function TotpStep({ uri, email, code, onCode, error }: Props) {
  return (
    <div className={styles.step}>
      <QrCode text={uri} label={`QR code that adds ${email} to an authenticator app`} />
      <div className={styles.words}>
        <p>Scan this with the app, or type the key into it. It then shows six digits, new every 30 seconds.</p>
        <CopyField label="Set-up key" value={totpSecret(uri)} block />
        <TextInput
          data-autofocus
          // The step comes up inside an open dialog, which moves the focus only when it opens.
          autoFocus
          label="Code the app shows now"
          inputMode="numeric"
          autoComplete="one-time-code"
          spellCheck={false}
          maxLength={7}
          value={code}
          onChange={(event) => onCode(event.currentTarget.value)}
          error={error}
        />
      </div>
    </div>
  )
}
