import { Button } from '@mantine/core'
import { useLocation } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { useGo } from '../shell/use-go.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { PageHead } from '../ui/PageHead.tsx'
import { Sheet } from '../ui/Sheet.tsx'
import styles from './Plain.module.css'

/** An address without a page: mistyped, or of something that is gone. */
export function NotFoundPage() {
  const go = useGo()
  const pathname = useLocation({ select: (location) => location.pathname })
  return (
    <div className={styles.plain}>
      <PageHead title="No page here" documentTitle="Not found" />
      <Sheet>
        <EmptyState
          title="There is no page at this address"
          action={<Button onClick={() => go(paths.home())}>Go to the first page</Button>}
        >
          Nothing stands at <code>{pathname}</code>. The address may be mistyped, or what it showed is gone.
        </EmptyState>
      </Sheet>
    </div>
  )
}
