import { Menu } from '@mantine/core'
import { IconMenu2, IconSearch } from '@tabler/icons-react'
import { AppLink } from './AppLink.tsx'
import styles from './BottomNav.module.css'
import { isAt, type NavItem, navFor } from './nav.ts'
import { useGo } from './use-go.ts'
import { roleOf, useViewer } from './viewer.ts'

/** Under 768 px: up to three pages around the search, the rest under More. */
export function BottomNav({ pathname, onSearch }: { pathname: string; onSearch: () => void }) {
  const role = roleOf(useViewer())
  const items = navFor(role)
  const go = useGo()
  const placeOf = (item: NavItem) => item.phone?.[role === 'operator' ? 'operator' : 'member']
  const shown = items
    .filter((item) => placeOf(item) !== undefined)
    .sort((a, b) => (placeOf(a) ?? 0) - (placeOf(b) ?? 0))
  const rest = items.filter((item) => placeOf(item) === undefined)
  const half = Math.ceil(shown.length / 2)
  const link = (item: (typeof items)[number]) => {
    const Icon = item.icon
    return (
      <AppLink
        key={item.key}
        to={item.to}
        className={styles.item}
        aria-current={isAt(item, pathname) ? 'page' : undefined}
      >
        <Icon size={20} stroke={1.5} aria-hidden="true" />
        {item.brief ?? item.word}
      </AppLink>
    )
  }
  return (
    <nav className={styles.bar} aria-label="Pages">
      {shown.slice(0, half).map(link)}
      <button type="button" className={styles.item} onClick={onSearch} aria-haspopup="dialog">
        <IconSearch size={20} stroke={1.5} aria-hidden="true" />
        Search
      </button>
      {shown.slice(half).map(link)}
      <Menu position="top-end" width={200}>
        <Menu.Target>
          <button
            type="button"
            className={styles.item}
            data-current={rest.some((item) => isAt(item, pathname)) || undefined}
          >
            <IconMenu2 size={20} stroke={1.5} aria-hidden="true" />
            More
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {rest.map((item) => {
            const Icon = item.icon
            return (
              <Menu.Item key={item.key} leftSection={<Icon size={16} stroke={1.6} />} onClick={() => go(item.to)}>
                {item.word}
              </Menu.Item>
            )
          })}
        </Menu.Dropdown>
      </Menu>
    </nav>
  )
}
