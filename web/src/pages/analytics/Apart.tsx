import { paths } from '../../paths.ts'
import { LinkButton } from '../../ui/LinkButton.tsx'
import { Notice } from '../../ui/Notice.tsx'
import styles from './Analytics.module.css'

/** Why amounts of several currencies are not shown as one, with the way to the rates; nothing where they are. */
export function Apart({ why }: { why: string | null }) {
  if (why === null) return null
  return (
    <div className={styles.notice}>
      <Notice
        tone="info"
        title="Currencies stay apart."
        actions={
          <LinkButton variant="plain" to={paths.providerAccounts()}>
            Exchange rates
          </LinkButton>
        }
      >
        {why}
      </Notice>
    </div>
  )
}
