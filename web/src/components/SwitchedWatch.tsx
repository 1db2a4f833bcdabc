import { useEffect, useEffectEvent } from 'react'
import { useRun } from '../api/runs.ts'
import type { Switched } from '../forms/EnableBackupsDialog.tsx'
import { showErrorToast } from '../ui/toast/show-error-toast.ts'
import { showToast } from '../ui/toast/show-toast.ts'
import { doneWords } from './done-words.ts'

type Props = { switched: Switched; undo: (() => void) | undefined; onEnd: () => void }

/** Follows the run of a toggle made on this page, and says how it ended. The card says the same after a reload. */
export function SwitchedWatch({ switched, undo, onEnd }: Props) {
  const run = useRun(switched.run_id ?? null)
  const { server, enable } = switched
  const tell = useEffectEvent(() => {
    if (run.data?.outcome === 'succeeded') showToast({ ...doneWords(switched), undo })
    else if (run.data?.outcome === 'failed')
      showErrorToast(
        `${server.name}: not ${enable ? 'enabled' : switched.methods ? 'switched off' : 'disabled'}.`,
        run.data.error ? new Error(run.data.error.message) : undefined,
      )
    onEnd()
  })
  const finished = run.data?.state === 'finished'
  const lost = run.error !== null
  useEffect(() => {
    if (finished || lost) tell()
  }, [finished, lost])
  return null
}
