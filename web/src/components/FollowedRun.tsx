import { Button, CloseButton } from '@mantine/core'
import { useEffect, useEffectEvent } from 'react'
import { ApiError } from '../api/api-error.ts'
import { useBulkToggle } from '../api/bulk.ts'
import type { Run } from '../api/run-types.ts'
import { useRun } from '../api/runs.ts'
import { formatPlural } from '../format/format-plural.ts'
import type { FollowedRun as Followed } from '../lib/followed-runs.ts'
import { paths } from '../paths.ts'
import { AppLink } from '../shell/AppLink.tsx'
import { Sheet } from '../ui/Sheet.tsx'
import { showErrorToast } from '../ui/toast/show-error-toast.ts'
import styles from './FollowedRun.module.css'
import { RunCard } from './RunCard.tsx'
import { RunState } from './RunState.tsx'
import { statWords } from './stat-words.ts'

type Props = { followed: Followed; onFollow: (run: Followed) => void; onPutAway: () => void }

/** One piece of bulk work: how far it is, then how it went, with what takes it back. */
export function FollowedRun({ followed, onFollow, onPutAway }: Props) {
  const { data: run, error } = useRun(followed.run_id)
  const forget = useEffectEvent(onPutAway)
  // Of another installation, or of somebody whose rights are gone: there is nothing to follow.
  const isGone = error instanceof ApiError && error.status === 404
  useEffect(() => {
    if (isGone) forget()
  }, [isGone])
  if (!run) return null
  const open = (
    <AppLink className="bs-link" to={paths.run(run.id)}>
      Server by server
    </AppLink>
  )
  return (
    <div className={styles.gap}>
      <Sheet>
        {run.state === 'finished' ? (
          <Ended run={run} followed={followed} onFollow={onFollow} onPutAway={onPutAway}>
            {open}
          </Ended>
        ) : (
          <RunCard run={run} title={followed.title} end={open} mayCancel />
        )}
      </Sheet>
    </div>
  )
}

type EndedProps = Props & { run: Run; children: React.ReactNode }

function Ended({ run, followed, onFollow, onPutAway, children }: EndedProps) {
  const toggle = useBulkToggle()
  const { undo, title } = followed
  const isDone = run.outcome === 'succeeded' || run.outcome === 'warning'
  const takeBack = () =>
    undo &&
    toggle.mutate(undo, {
      onSuccess: ({ run_id }) => {
        onPutAway()
        const many = formatPlural(undo.server_ids.length, 'server')
        onFollow({ run_id, title: `${undo.enable ? 'Enabling' : 'Disabling'} backups of ${many} again` })
      },
      onError: (error) => showErrorToast('Not taken back.', error),
    })
  return (
    <section className={styles.ended} aria-label={title} role="status">
      <strong className={styles.title}>{title}</strong>
      <RunState run={run} />
      <span className="bs-second">{statWords(run.stats).join(', ')}</span>
      <span className={styles.acts}>
        {children}
        {undo && isDone && (
          <Button variant="quiet" loading={toggle.isPending} onClick={takeBack}>
            Undo
          </Button>
        )}
        <CloseButton aria-label={`Put away: ${title}`} onClick={onPutAway} />
      </span>
    </section>
  )
}
