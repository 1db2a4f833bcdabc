import { Outlet, useLocation } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import type { Me } from '../api/types.ts'
import { BottomNav } from './BottomNav.tsx'
import { type Back, SetBackContext } from './back-context.ts'
import { Header } from './Header.tsx'
import { LiveNotice } from './LiveNotice.tsx'
import { ShortcutsDialog } from './lazy-dialogs.ts'
import { NoOrganization } from './NoOrganization.tsx'
import { Palette } from './palette/Palette.tsx'
import { ScopeGate } from './ScopeGate.tsx'
import styles from './Shell.module.css'
import { Sidebar } from './Sidebar.tsx'
import { SkipLink } from './SkipLink.tsx'
import { ShellActionsContext } from './shell-actions.ts'
import { useLiveUpdates } from './use-live-updates.ts'
import { useScope } from './use-scope.ts'
import { useShortcuts } from './use-shortcuts.ts'
import { ViewerContext } from './viewer.ts'

// Once for each person.
const TellZone = lazy(async () => ({ default: (await import('./TellZone.tsx')).TellZone }))

/** The shell for somebody who is signed in. */
export function ShellFrame({ me, user }: { me: Me; user: NonNullable<Me['user']> }) {
  const { scope, scopes, setScope } = useScope(me)
  const viewer = useMemo(
    () => (scope ? { me, user, scope, scopes, setScope } : null),
    [me, user, scope, scopes, setScope],
  )
  const live = useLiveUpdates()
  if (viewer === null) return <NoOrganization user={user} />
  return (
    <ViewerContext value={viewer}>
      <ShellParts live={live} />
      {user.time_zone === null && (
        <Suspense fallback={null}>
          <TellZone />
        </Suspense>
      )}
    </ViewerContext>
  )
}

function ShellParts({ live }: { live: ReturnType<typeof useLiveUpdates> }) {
  const pathname = useLocation({ select: (location) => location.pathname })
  const [back, setBack] = useState<Back | null>(null)
  const [open, setOpen] = useState<'palette' | 'shortcuts' | null>(null)
  const actions = useMemo(
    () => ({ openPalette: () => setOpen('palette'), openShortcuts: () => setOpen('shortcuts') }),
    [],
  )
  useShortcuts(actions)
  const main = useRef<HTMLElement>(null)
  const shown = useRef(pathname)
  useEffect(() => {
    if (shown.current === pathname) return
    shown.current = pathname
    // A new page is read from its beginning, also by those who hear it or walk it with Tab.
    main.current?.focus({ preventScroll: true })
  }, [pathname])
  return (
    <ShellActionsContext value={actions}>
      <SetBackContext value={setBack}>
        <SkipLink to={main} />
        <Sidebar pathname={pathname} />
        <div className={styles.beside}>
          <Header back={back} onSearch={actions.openPalette} />
          <main ref={main} className={styles.main} tabIndex={-1}>
            <LiveNotice live={live} />
            <ScopeGate pathname={pathname}>
              <Outlet />
            </ScopeGate>
          </main>
        </div>
        <BottomNav pathname={pathname} onSearch={actions.openPalette} />
        <Palette open={open === 'palette'} onClose={() => setOpen(null)} />
        <ShortcutsDialog open={open === 'shortcuts'} onClose={() => setOpen(null)} />
      </SetBackContext>
    </ShellActionsContext>
  )
}
