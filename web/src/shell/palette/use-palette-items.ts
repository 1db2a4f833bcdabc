import { useMantineColorScheme } from '@mantine/core'
import {
  IconBuildingStore,
  IconKey,
  IconKeyboard,
  IconLogout,
  IconMoon,
  IconPlus,
  IconSun,
  IconSwitchHorizontal,
  IconUserPlus,
} from '@tabler/icons-react'
import { useOrganizations } from '../../api/organizations.ts'
import { formatPlural } from '../../format/format-plural.ts'
import { type Path, paths } from '../../paths.ts'
import { navFor } from '../nav.ts'
import { scopeKey } from '../scope.ts'
import { useShellActions } from '../shell-actions.ts'
import { useGo } from '../use-go.ts'
import { useSignOut } from '../use-sign-out.ts'
import { roleOf, useViewer } from '../viewer.ts'
import type { PaletteItem } from './palette-types.ts'

const customersShown = 8

/** Everything the palette can do for this person: pages, actions, and customers by name. */
export function usePaletteItems(q: string, open: boolean): { items: PaletteItem[]; searching: boolean } {
  const viewer = useViewer()
  const go = useGo()
  const signOut = useSignOut()
  const { openShortcuts } = useShellActions()
  const { setColorScheme } = useMantineColorScheme()
  const role = roleOf(viewer)
  const operator = role === 'operator'
  const searches = open && operator && q !== ''
  const customers = useOrganizations(q, searches)
  const act = (word: string, icon: PaletteItem['icon'], run: () => void, more?: Partial<PaletteItem>): PaletteItem => ({
    key: word,
    group: 'Actions',
    word,
    icon,
    run,
    ...more,
  })
  const to = (path: Path) => () => go(path)
  // Whoever runs the installation may invite into every organization.
  const invites = !operator && (role === 'owner' || viewer.me.operator)
  const items: (PaletteItem | false)[] = [
    ...navFor(role).map(
      (page): PaletteItem => ({
        key: page.key,
        group: 'Pages',
        word: page.word,
        icon: page.icon,
        keys: ['g', page.letter],
        also: 'go to page',
        run: to(page.to),
      }),
    ),
    ...(searches ? (customers.rows ?? []) : []).slice(0, customersShown).map(
      (organization): PaletteItem => ({
        key: organization.id,
        group: 'Customers',
        word: organization.name,
        detail: formatPlural(organization.member_count, 'member', 'members'),
        icon: IconBuildingStore,
        run: to(paths.customer(organization.id)),
      }),
    ),
    operator &&
      act('New customer…', IconPlus, to(paths.customers({ dialog: 'new' })), { also: 'add create organization' }),
    invites && act('Invite a member…', IconUserPlus, to(paths.team({ dialog: 'invite' })), { also: 'add person team' }),
    role !== 'viewer' &&
      act('New API key…', IconKey, to(paths.apiKeys({ dialog: 'new' })), { also: 'add create token' }),
    ...viewer.scopes
      .filter((scope) => scopeKey(scope) !== scopeKey(viewer.scope))
      .map((scope) => {
        const name = scope.kind === 'operator' ? viewer.me.installation.name : scope.membership.organization_name
        const choose = () => {
          viewer.setScope(scope)
          go(paths.home())
        }
        return act(`Work as ${name}`, IconSwitchHorizontal, choose, {
          key: scopeKey(scope),
          also: 'switch organization scope',
          detail: scope.kind === 'operator' ? 'operator' : scope.membership.role,
        })
      }),
    act('Light appearance', IconSun, () => setColorScheme('light'), { also: 'theme mode' }),
    act('Dark appearance', IconMoon, () => setColorScheme('dark'), { also: 'theme mode' }),
    act('Keyboard shortcuts', IconKeyboard, openShortcuts, { keys: '?', also: 'help keys' }),
    act('Sign out', IconLogout, signOut, { also: 'log out leave' }),
  ]
  return {
    items: items.filter((item) => item !== false),
    searching: searches && customers.rows === undefined && !customers.error,
  }
}
