import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useBackUpNow } from '../api/protections.ts'
import type { Server } from '../api/server-types.ts'
import { showErrorToast } from '../ui/toast/show-error-toast.ts'
import { showToast } from '../ui/toast/show-toast.ts'
import { type ReplacedSnapshot, replacedSnapshot } from './replaced-snapshot.ts'

const LetGoDialog = lazy(async () => ({ default: (await import('./LetGoDialog.tsx')).LetGoDialog }))

type Wanted = { server: Pick<Server, 'id' | 'name'>; method?: 'files' | 'snapshot' | undefined; where: string }
type Asked = { wanted: Wanted; snapshot: ReplacedSnapshot }

/** Starts a backup out of turn; where a snapshot has to go for it, asks first. `where` says where its run stands. */
export function useAskingBackup(): { start: (wanted: Wanted) => void; busy: boolean; dialog: ReactNode } {
  const backUp = useBackUpNow()
  const [asked, setAsked] = useState<Asked | null>(null)
  const send = (wanted: Wanted, let_go?: string) =>
    backUp.mutate(
      { server_id: wanted.server.id, method: wanted.method, let_go },
      {
        onSuccess: () => {
          setAsked(null)
          showToast({
            title: wanted.method === 'snapshot' ? 'Snapshot started.' : 'Backup started.',
            message: `${wanted.server.name}: ${wanted.where}`,
          })
        },
        onError: (error) => {
          const snapshot = replacedSnapshot(error)
          if (snapshot) setAsked({ wanted, snapshot })
          else if (let_go === undefined) showErrorToast(`No backup of ${wanted.server.name} was started.`, error)
        },
      },
    )
  const start = (wanted: Wanted) => {
    backUp.reset()
    send(wanted)
  }
  const dialog = asked && (
    <Suspense fallback={null}>
      <LetGoDialog
        serverName={asked.wanted.server.name}
        snapshot={asked.snapshot}
        busy={backUp.isPending}
        error={replacedSnapshot(backUp.error) ? null : backUp.error}
        onClose={() => setAsked(null)}
        onConfirm={() => send(asked.wanted, asked.snapshot.let_go)}
      />
    </Suspense>
  )
  return { start, busy: backUp.isPending, dialog }
}
