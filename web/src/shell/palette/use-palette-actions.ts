import { useMantineColorScheme } from '@mantine/core'
import {
  IconKey,
  IconKeyboard,
  IconLogout,
  IconMoon,
  IconPlus,
  IconShieldDollar,
  IconSun,
  IconSwitchHorizontal,
  IconUserPlus,
} from '@tabler/icons-react'
import { type Path, paths } from '../../paths.ts'
import { type Scope, scopeKey } from '../scope.ts'
import { useShellActions } from '../shell-actions.ts'
import { useGo } from '../use-go.ts'
import { useSignOut } from '../use-sign-out.ts'
import { roleOf, useViewer } from '../viewer.ts'
import type { PaletteItem } from './palette-types.ts'

/** What this person may do from anywhere. */
export function usePaletteActions(): PaletteItem[] {
  const viewer = useViewer()
  const go = useGo()
  const signOut = useSignOut()
  const { openShortcuts } = useShellActions()
  const { setColorScheme } = useMantineColorScheme()
  const role = roleOf(viewer)
  // Whoever runs the installation may invite into every organization.
  const invites = role !== 'operator' && (role === 'owner' || viewer.me.operator)
  const to = (path: Path) => () => go(path)
  const choose = (scope: Scope) => () => {
    viewer.setScope(scope)
    go(paths.home())
  }
  const others = viewer.scopes.filter((scope) => scopeKey(scope) !== scopeKey(viewer.scope))
  const items: (PaletteItem | false)[] = [
    role === 'operator' &&
      act('New customer…', IconPlus, to(paths.customers({ dialog: 'new' })), 'add create organization'),
    invites && act('Invite a member…', IconUserPlus, to(paths.team({ dialog: 'invite' })), 'add person team'),
    role !== 'operator' &&
      role !== 'viewer' &&
      act('Add places on a plan…', IconShieldDollar, to(paths.plans()), 'buy subscription upgrade'),
    role !== 'viewer' && act('New API key…', IconKey, to(paths.apiKeys({ dialog: 'new' })), 'add create token'),
    ...others.map((scope) => ({
      ...act(
        `Work as ${nameOf(scope, viewer.me.installation.name)}`,
        IconSwitchHorizontal,
        choose(scope),
        'switch organization',
      ),
      key: scopeKey(scope),
      detail: scope.kind === 'operator' ? 'operator' : scope.membership.role,
    })),
    act('Light appearance', IconSun, () => setColorScheme('light'), 'theme mode'),
    act('Dark appearance', IconMoon, () => setColorScheme('dark'), 'theme mode'),
    { ...act('Keyboard shortcuts', IconKeyboard, openShortcuts, 'help keys'), keys: '?' },
    act('Sign out', IconLogout, signOut, 'log out leave'),
  ]
  return items.filter((item) => item !== false)
}

function act(word: string, icon: PaletteItem['icon'], run: () => void, also: string): PaletteItem {
  return { key: word, group: 'Actions', word, icon, run, also }
}

function nameOf(scope: Scope, installation: string): string {
  return scope.kind === 'operator' ? installation : scope.membership.organization_name
}
