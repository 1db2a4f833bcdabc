import type { Restore } from '../../../../src/restores/schema.ts'
import type { Run } from '../../api/run-types.ts'
import { runProgress } from '../../lib/run-progress.ts'
import { useNow } from '../../lib/use-now.ts'
import { Progress } from '../../ui/Progress.tsx'
import { useImageOf } from './use-image-of.ts'

/** What a restore waits for before it writes anything: its safety backup, then the agent. */
export function RestoreWaiting({ restore, safety }: { restore: Restore; safety: Run | undefined }) {
  const now = useNow(1000)
  const image = useImageOf(restore)
  if (safety && safety.state !== 'finished')
    return (
      <>
        {safety.state === 'running' && <Progress data={runProgress(safety, now, image?.label)} />}
        <p className="bs-second">
          The safety {image ? 'snapshot' : 'backup'} comes first. Nothing is changed on {restore.target_server_name}{' '}
          before it has ended well.
        </p>
      </>
    )
  return (
    <p className="bs-second">
      {image
        ? `Waits until ${image.label} can be asked.`
        : `Waits for the agent on ${restore.target_server_name} to take it.`}
    </p>
  )
}
