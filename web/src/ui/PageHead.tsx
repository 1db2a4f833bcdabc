import { Fragment, type ReactNode, useEffect } from 'react'
import { useIsPhone } from '../lib/use-is-phone.ts'
import type { Path } from '../paths.ts'
import { AppLink } from '../shell/AppLink.tsx'
import { useSetBack } from '../shell/back-context.ts'
import { useWhyNotAct } from '../shell/use-why-not-act.ts'
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
  /** What else can be done: after the actions; on a phone beside the title. */
  menu?: ReactNode
  /** On a phone the actions stand above the bottom bar, at hand wherever one has scrolled to. */
  dock?: boolean
  /** On a phone they do not fit beside the title: they stand below the facts. */
  below?: boolean
  /** Whoever may only look is told so here, once for all buttons of the page. */
  acts?: boolean
}

/** The head of a page: where one is, its title and state, one line of facts, what can be done. */
export function PageHead({
  title,
  documentTitle,
  crumb,
  crumbs,
  status,
  facts,
  actions,
  menu,
  dock,
  below,
  acts,
}: Props) {
  const name = documentTitle ?? (typeof title === 'string' ? title : 'Backstay')
  useEffect(() => {
    document.title = `${name} · Backstay`
  }, [name])
  const phone = useIsPhone()
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
          {phone && menu && <span className={styles.menu}>{menu}</span>}
        </div>
        {facts && <p className={styles.facts}>{facts}</p>}
        {acts && <LooksOnly />}
      </div>
      {actions && (
        <div className={styles.actions} data-dock={dock || undefined} data-below={below || undefined}>
          {actions}
          {!phone && menu}
        </div>
      )}
    </header>
  )
}

function LooksOnly() {
  const why = useWhyNotAct()
  return why && <p className={styles.facts}>{why}</p>
}
