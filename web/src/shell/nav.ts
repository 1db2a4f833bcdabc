import {
  type Icon,
  IconActivity,
  IconAlertTriangle,
  IconBuildingStore,
  IconChartAreaLine,
  IconDatabase,
  IconDeviceDesktopCog,
  IconKey,
  IconLayoutDashboard,
  IconListDetails,
  IconPlug,
  IconReceiptEuro,
  IconServer,
  IconSettings,
  IconShieldCheck,
  IconShieldDollar,
  IconUsers,
} from '@tabler/icons-react'
import type { Role } from '../api/types.ts'
import { type Path, paths } from '../paths.ts'

export type NavItem = {
  key: string
  word: string
  /** Where a phone's bottom bar has no room for that. */
  brief?: string
  icon: Icon
  to: Path
  /** Pressed after g. */
  letter: string
  group?: 'Business' | 'Platform'
  /** Addresses elsewhere that belong to it, too. */
  also?: string
  /** Who sees it. */
  roles: readonly (Role | 'operator')[]
  /** Where it stands in the phone's bottom bar, for operators and for members; the others are under More. */
  phone?: Partial<Record<'operator' | 'member', 1 | 2 | 3>>
}

/** The pages, in order. A new page is one more line here and one in routes.tsx. */
export const navItems: readonly NavItem[] = [
  {
    key: 'dashboard',
    word: 'Dashboard',
    icon: IconLayoutDashboard,
    to: paths.dashboard(),
    letter: 'd',
    roles: ['operator'],
    phone: { operator: 1 },
    also: '/recommendations',
  },
  {
    key: 'backups',
    word: 'Backups',
    icon: IconShieldCheck,
    to: paths.backups(),
    letter: 'b',
    roles: ['operator'],
    phone: { operator: 2 },
    also: '/servers/',
  },
  {
    key: 'operator-tasks',
    word: 'Needs operator',
    icon: IconAlertTriangle,
    to: paths.operatorTasks(),
    letter: 'n',
    roles: ['operator'],
  },
  {
    key: 'customers',
    word: 'Customers',
    icon: IconBuildingStore,
    to: paths.customers(),
    letter: 'c',
    group: 'Business',
    roles: ['operator'],
  },
  {
    key: 'revenue',
    word: 'Plans and revenue',
    icon: IconReceiptEuro,
    to: paths.plans(),
    letter: 'p',
    group: 'Business',
    roles: ['operator'],
  },
  {
    key: 'analytics',
    word: 'Analytics',
    icon: IconChartAreaLine,
    to: paths.analytics(),
    letter: 'y',
    group: 'Business',
    roles: ['operator'],
  },
  {
    key: 'provider-accounts',
    word: 'Provider accounts',
    icon: IconPlug,
    to: paths.providerAccounts(),
    letter: 'v',
    group: 'Platform',
    roles: ['operator'],
  },
  {
    key: 'storage',
    word: 'Storage',
    icon: IconDatabase,
    to: paths.storage(),
    letter: 'l',
    group: 'Platform',
    roles: ['operator'],
  },
  {
    key: 'agents',
    word: 'Agents',
    icon: IconDeviceDesktopCog,
    to: paths.agents(),
    letter: 'm',
    group: 'Platform',
    roles: ['operator'],
  },
  {
    key: 'servers',
    word: 'Servers',
    icon: IconServer,
    to: paths.servers(),
    letter: 'b',
    roles: ['owner', 'manager', 'viewer'],
    phone: { member: 1 },
    also: '/recommendations',
  },
  {
    key: 'plans',
    word: 'Plans',
    icon: IconShieldDollar,
    to: paths.plans(),
    letter: 'p',
    roles: ['owner', 'manager', 'viewer'],
    phone: { member: 2 },
  },
  {
    key: 'team',
    word: 'Team',
    icon: IconUsers,
    to: paths.team(),
    letter: 't',
    roles: ['owner', 'manager', 'viewer'],
    phone: { member: 3 },
  },
  {
    key: 'runs',
    word: 'Runs and log',
    brief: 'Runs',
    icon: IconListDetails,
    to: paths.runs(),
    letter: 'r',
    group: 'Platform',
    roles: ['operator', 'owner', 'manager', 'viewer'],
    phone: { operator: 3 },
    also: '/restores',
  },
  // The same page in the operators' scope: there the team are those who run the installation.
  {
    key: 'operators',
    word: 'Operators',
    icon: IconUsers,
    to: paths.team(),
    letter: 'o',
    group: 'Platform',
    roles: ['operator'],
  },
  {
    key: 'api-keys',
    word: 'API keys',
    icon: IconKey,
    to: paths.apiKeys(),
    letter: 'k',
    group: 'Platform',
    roles: ['operator', 'owner', 'manager'],
  },
  {
    key: 'activity',
    word: 'Activity',
    icon: IconActivity,
    to: paths.activity(),
    letter: 'a',
    group: 'Platform',
    roles: ['operator', 'owner', 'manager'],
  },
  {
    key: 'settings',
    word: 'Settings',
    icon: IconSettings,
    to: paths.settings(),
    letter: 's',
    group: 'Platform',
    roles: ['operator', 'owner', 'manager', 'viewer'],
  },
]

export function navFor(role: Role | 'operator'): NavItem[] {
  return navItems.filter((item) => item.roles.includes(role))
}

/** Whether an address belongs to a page of the navigation: the page itself or one below it. */
export function isAt(item: { to: string; also?: string }, pathname: string): boolean {
  return (
    pathname === item.to ||
    pathname.startsWith(`${item.to}/`) ||
    (item.also !== undefined && pathname.startsWith(item.also))
  )
}
