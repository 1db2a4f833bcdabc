import { IconArrowLeft, IconSearch } from '@tabler/icons-react'
import { paths } from '../paths.ts'
import { Kbd } from '../ui/Kbd.tsx'
import { Mark } from '../ui/Mark.tsx'
import { Tag } from '../ui/Tag.tsx'
import { AppLink } from './AppLink.tsx'
import type { Back } from './back-context.ts'
import { Bell } from './bell/Bell.tsx'
import styles from './Header.module.css'
import { isMac } from './is-mac.ts'
import { PersonMenu } from './PersonMenu.tsx'
import { ThemeMenu } from './ThemeMenu.tsx'
import { roleOf, useViewer } from './viewer.ts'

type Props = { back: Back | null; onSearch: () => void }

/** Search at the left, what needs a hand, theme and person at the right; on a phone the name, or the way back from a page below. */
export function Header({ back, onSearch }: Props) {
  const viewer = useViewer()
  return (
    <header className={styles.header}>
      <div className={styles.phone}>
        {back ? (
          <AppLink to={back.to} className={styles.back}>
            <IconArrowLeft size={20} stroke={1.5} aria-hidden="true" />
            {back.word}
          </AppLink>
        ) : (
          <>
            <AppLink to={paths.home()} className={styles.brand}>
              <Mark />
              Backstay
            </AppLink>
            <Tag>{roleOf(viewer)}</Tag>
          </>
        )}
      </div>
      <button type="button" className={styles.search} onClick={onSearch} aria-haspopup="dialog">
        <IconSearch size={16} stroke={1.6} aria-hidden="true" />
        <span>{viewer.scope.kind === 'operator' ? 'Search servers, customers, runs' : 'Search servers and pages'}</span>
        <Kbd keys={isMac() ? '⌘ K' : 'Ctrl K'} />
      </button>
      <div className={styles.end}>
        <Bell />
        <ThemeMenu />
        <PersonMenu />
      </div>
    </header>
  )
}
