import { lazy, useState } from 'react'
import { useViewer } from '../../shell/viewer.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { states } from '../../ui/marks/states.ts'
import { OnceOpened } from '../../ui/OnceOpened.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { NewBackupCodesDialog } from './NewBackupCodesDialog.tsx'
import styles from './Settings.module.css'
import { SwitchOffTwoFactorDialog } from './SwitchOffTwoFactorDialog.tsx'

const TwoFactorSetUpDialog = lazy(async () => ({
  default: (await import('./TwoFactorSetUpDialog.tsx')).TwoFactorSetUpDialog,
}))

type OpenDialog = 'set-up' | 'codes' | 'off' | null

/** Whether a code from a phone is asked besides the password, and how to change that. */
export function TwoFactorPanel() {
  const { user } = useViewer()
  const [dialog, setDialog] = useState<OpenDialog>(null)
  const close = () => setDialog(null)
  const on = user.two_factor_enabled
  return (
    <Panel title="Two-factor sign-in" action={<StateBadge look={states.two_factor[on ? 'on' : 'off']} />}>
      <p className={styles.prose}>
        {on
          ? 'Signing in asks for your password and a code from your app. Without the app, each backup code works once.'
          : 'A code from an app on your phone, asked besides the password. Whoever learns your password still does not get in.'}
      </p>
      <div className={styles.row}>
        {on ? (
          <>
            <ActionButton onClick={() => setDialog('codes')}>New backup codes…</ActionButton>
            <ActionButton variant="quiet" onClick={() => setDialog('off')}>
              Switch off…
            </ActionButton>
          </>
        ) : (
          <ActionButton onClick={() => setDialog('set-up')}>Set up…</ActionButton>
        )}
      </div>
      <OnceOpened open={dialog === 'set-up'}>
        <TwoFactorSetUpDialog open={dialog === 'set-up'} onClose={close} />
      </OnceOpened>
      <NewBackupCodesDialog open={dialog === 'codes'} onClose={close} />
      <SwitchOffTwoFactorDialog open={dialog === 'off'} onClose={close} />
    </Panel>
  )
}
