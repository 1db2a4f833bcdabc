import { type ReactNode, useEffect } from 'react'
import { paths } from '../../paths.ts'
import { AppLink } from '../../shell/AppLink.tsx'
import { ThemeMenu } from '../../shell/ThemeMenu.tsx'
import { Mark } from '../../ui/Mark.tsx'
import styles from './Entry.module.css'

type Props = {
  title: string
  /** One or two sentences under the title. */
  about?: ReactNode
  children?: ReactNode
  /** Under the sheet: the other way on. */
  foot?: ReactNode
}

/** A page in front of the sign-in: the name, one sheet, one thing to do. */
export function EntryFrame({ title, about, children, foot }: Props) {
  useEffect(() => {
    document.title = `${title} · Backstay`
  }, [title])
  return (
    <div className={styles.page}>
      <header className={styles.top}>
        <AppLink to={paths.home()} className={styles.brand}>
          <Mark />
          Backstay
        </AppLink>
        <ThemeMenu />
      </header>
      <main className={styles.main}>
        <div className={styles.sheet}>
          <h1 className={styles.title}>{title}</h1>
          {about && <p className={styles.about}>{about}</p>}
          {children}
        </div>
        {foot && <p className={styles.foot}>{foot}</p>}
      </main>
    </div>
  )
}
