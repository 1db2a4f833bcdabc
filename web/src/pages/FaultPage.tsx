import { useEffect } from 'react'
import { ApiError } from '../api/api-error.ts'
import { isPartMissing } from '../lib/is-part-missing.ts'
import { useReloadWhenBack } from '../lib/use-reload-when-back.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import { PageHead } from '../ui/PageHead.tsx'
import { Sheet } from '../ui/Sheet.tsx'
import styles from './Plain.module.css'

const partMissing =
  'Backstay does not answer, or a newer version of it was installed. The page loads again as soon as it can.'

/** A page that broke while it was drawn, or whose part could not be loaded. The shell around it stays usable. */
export function FaultPage({ error }: { error: unknown }) {
  const missing = isPartMissing(error)
  useReloadWhenBack(missing)
  useEffect(() => {
    // The browser's own log is where a developer looks first.
    if (!missing) reportError(error)
  }, [error, missing])
  const shown = missing ? new ApiError({ status: 0, code: 'part_missing', message: partMissing }) : error
  return (
    <div className={styles.plain}>
      <PageHead title={missing ? 'Not loaded' : 'This page stopped'} />
      <Sheet>
        <ErrorState
          title={missing ? 'A part of this page is missing' : 'The page could not be shown'}
          error={shown}
          onRetry={() => location.reload()}
        />
      </Sheet>
    </div>
  )
}
