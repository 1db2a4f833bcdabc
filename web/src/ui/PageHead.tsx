import { Fragment, type ReactNode, useEffect } from 'react'
import type { Path } from '../paths.ts'
import { AppLink } from '../shell/AppLink.tsx'
import { useSetBack } from '../shell/back-context.ts'
import styles from './PageHead.module.css'

export type Crumb = { word: string; to: Path }

type Props = {
  title: ReactNode
  /** What the window is called. Needed where the title is more than text. */
  documentTitle?: string
  /** What the page is called in the breadcrumb, where that needs less than the title. */
  crumb?: string
  /** The pages above, only below the top level. On a phone the last one becomes the header's way back. */
  crumbs?: readonly Crumb[]
  status?: ReactNode
  /** One line. */
  facts?: ReactNode
  /** At the right, with exactly one primary. */
  actions?: ReactNode
}

/** The head of a page: where one is, its title and state, one line of facts, what can be done. */
export function PageHead({ title, documentTitle, crumb, crumbs, status, facts, actions }: Props) {
  const name = documentTitle ?? (typeof title === 'string' ? title : 'Backstay')
  useEffect(() => {
    document.title = `${name} · Backstay`
  }, [name])
  const above = crumbs?.at(-1)
  useSetBack(above ?? null)
  return (
    <header className={styles.head}>
      <div className={styles.words}>
        {crumbs && (
          <nav aria-label="Breadcrumb" className={styles.crumbs}>
            {crumbs.map((crumb) => (
              <Fragment key={crumb.to}>
                <AppLink to={crumb.to}>{crumb.word}</AppLink>
                <span aria-hidden="true">/</span>
              </Fragment>
            ))}
            <span aria-current="page">{crumb ?? title}</span>
          </nav>
        )}
        <div className={styles.line}>
          <h1 className={styles.title}>{title}</h1>
          {status}
        </div>
        {facts && <p className={styles.facts}>{facts}</p>}
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </header>
  )
}
