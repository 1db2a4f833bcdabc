import { useViewer } from '../../shell/viewer.ts'
import { PageHead } from '../../ui/PageHead.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { AppearancePanel } from './AppearancePanel.tsx'
import { InstallationPanels } from './InstallationPanels.tsx'
import { PasswordPanel } from './PasswordPanel.tsx'
import { ProfilePanel } from './ProfilePanel.tsx'
import { SessionsPanel } from './SessionsPanel.tsx'
import { TwoFactorPanel } from './TwoFactorPanel.tsx'

/** One's own account and this browser; for operators also the installation. */
export function SettingsPage() {
  const { me, user } = useViewer()
  return (
    <>
      <PageHead title="Settings" facts={`Your account, ${user.email}, and this browser`} />
      <Sheet columns="two">
        <ProfilePanel />
        <PasswordPanel />
        <TwoFactorPanel />
        <AppearancePanel />
      </Sheet>
      <Sheet>
        <SessionsPanel />
      </Sheet>
      {me.operator && <InstallationPanels />}
    </>
  )
}
