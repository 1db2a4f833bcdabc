import { useQuery } from '@tanstack/react-query'
import { ApiError } from '../api/api-error.ts'
import { meQuery } from '../api/me.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Sheet } from '../ui/Sheet.tsx'
import styles from './Shell.module.css'
import { ShellFrame } from './ShellFrame.tsx'
import { ShellWaiting } from './ShellWaiting.tsx'

const retryMs = 5000

/** What stands around every page behind the sign-in. Who is not signed in is led away by the query client. */
export function Shell() {
  const me = useQuery({
    ...meQuery,
    // While nobody answers, the first page keeps asking: people wait in front of it for the service to start.
    refetchInterval: (query) => (query.state.error && !isRefusal(query.state.error) ? retryMs : false),
  })
  if (me.data?.user) return <ShellFrame me={me.data} user={me.data.user} />
  if (!me.error || isRefusal(me.error)) return <ShellWaiting />
  return (
    <main className={styles.alone}>
      <Sheet>
        <ErrorState
          title="Backstay could not be opened"
          error={me.error}
          onRetry={() => void me.refetch()}
          retrying={me.isRefetching}
        >
          Backups go on without this page; nothing is lost.
        </ErrorState>
      </Sheet>
    </main>
  )
}

function isRefusal(error: Error): boolean {
  return error instanceof ApiError && error.status === 401
}
