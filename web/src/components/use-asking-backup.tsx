import { lazy, type ReactNode, Suspense, useState } from 'react'
import { ApiError } from '../api/api-error.ts'
import { useBackUpNow } from '../api/protections.ts'
import type { Server } from '../api/server-types.ts'
import { showErrorToast } from '../ui/toast/show-error-toast.ts'
import { showToast } from '../ui/toast/show-toast.ts'

const LetGoDialog = lazy(async () => ({ default: (await import('./LetGoDialog.tsx')).LetGoDialog }))

type Wanted = { server: Pick<Server, 'id' | 'name'>; method?: 'files' | 'snapshot' | undefined; where: string }

/** Starts a backup out of turn; where a snapshot has to go for it, asks first. `where` says where its run stands. */
export function useAskingBackup(): { start: (wanted: Wanted) => void; busy: boolean; dialog: ReactNode } {
  const backUp = useBackUpNow()
  const [asked, setAsked] = useState<{ wanted: Wanted; refusal: ApiError } | null>(null)
  const start = (wanted: Wanted, let_go?: string) => {
    const { server, method, where } = wanted
    backUp.mutate(
      { server_id: server.id, method, let_go },
      {
        onSuccess: () => {
          setAsked(null)
          showToast({
            title: method === 'snapshot' ? 'Snapshot started.' : 'Backup started.',
            message: `${server.name}: ${where}`,
          })
        },
        onError: (error) => {
          if (error instanceof ApiError && error.code === 'would_replace_snapshot') setAsked({ wanted, refusal: error })
          else if (let_go === undefined) showErrorToast(`No backup of ${server.name} was started.`, error)
        },
      },
    )
  }
  const dialog = asked && (
    <Suspense fallback={null}>
      <LetGoDialog
        serverName={asked.wanted.server.name}
        refusal={asked.refusal}
        busy={backUp.isPending}
        error={backUp.error}
        onClose={() => setAsked(null)}
        onConfirm={(let_go) => start(asked.wanted, let_go)}
      />
    </Suspense>
  )
  return { start, busy: backUp.isPending, dialog }
}
