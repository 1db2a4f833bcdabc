import { useEffect } from 'react'
import { ErrorState } from '../ui/ErrorState.tsx'
import { PageHead } from '../ui/PageHead.tsx'
import { Sheet } from '../ui/Sheet.tsx'
import styles from './Plain.module.css'

/** A page that broke while it was drawn, or whose part could not be loaded. The shell around it stays usable. */
export function FaultPage({ error }: { error: unknown }) {
  useEffect(() => {
    // The browser's own log is where a developer looks first.
    reportError(error)
  }, [error])
  return (
    <div className={styles.plain}>
      <PageHead title="This page stopped" />
      <Sheet>
        <ErrorState title="The page could not be shown" error={error} onRetry={() => location.reload()} />
      </Sheet>
    </div>
  )
}
