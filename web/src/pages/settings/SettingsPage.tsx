import { lazy, Suspense } from 'react'
import { paths } from '../../paths.ts'
import { useViewer } from '../../shell/viewer.ts'
import { LinkButton } from '../../ui/LinkButton.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { AppearancePanel } from './AppearancePanel.tsx'
import { PasswordPanel } from './PasswordPanel.tsx'
import { ProfilePanel } from './ProfilePanel.tsx'
import { SessionsPanel } from './SessionsPanel.tsx'
import { TwoFactorPanel } from './TwoFactorPanel.tsx'

// For operators, and below all else.
const InstallationPanels = lazy(async () => ({
  default: (await import('./InstallationPanels.tsx')).InstallationPanels,
}))

/** One's own account and this browser; for operators also the installation. */
export function SettingsPage() {
  const { me, user } = useViewer()
  return (
    <>
      <PageHead
        title="Settings"
        facts={`Your account, ${user.email}, and this browser`}
        actions={<LinkButton to={paths.notifications()}>Notifications</LinkButton>}
      />
      <Sheet columns="two">
        <ProfilePanel />
        <PasswordPanel />
        <TwoFactorPanel />
        <AppearancePanel />
      </Sheet>
      <Sheet>
        <SessionsPanel />
      </Sheet>
      {me.operator && (
        <Suspense>
          <InstallationPanels />
        </Suspense>
      )}
    </>
  )
}
