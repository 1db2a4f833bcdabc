import { useState } from 'react'
import { lazyDialog } from '../../lib/lazy-dialog.tsx'
import { useViewer } from '../../shell/viewer.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { states } from '../../ui/marks/states.ts'
import { Panel } from '../../ui/Panel.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import styles from './Settings.module.css'

const isOpen = (props: { open: boolean }) => props.open
const TwoFactorSetUpDialog = lazyDialog(
  async () => (await import('./TwoFactorSetUpDialog.tsx')).TwoFactorSetUpDialog,
  isOpen,
)
const NewBackupCodesDialog = lazyDialog(
  async () => (await import('./NewBackupCodesDialog.tsx')).NewBackupCodesDialog,
  isOpen,
)
const SwitchOffTwoFactorDialog = lazyDialog(
  async () => (await import('./SwitchOffTwoFactorDialog.tsx')).SwitchOffTwoFactorDialog,
  isOpen,
)

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
      <TwoFactorSetUpDialog open={dialog === 'set-up'} onClose={close} />
      <NewBackupCodesDialog open={dialog === 'codes'} onClose={close} />
      <SwitchOffTwoFactorDialog open={dialog === 'off'} onClose={close} />
    </Panel>
  )
}
