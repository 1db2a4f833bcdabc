import type { ReactNode } from 'react'
import type { Run } from '../api/run-types.ts'
import { useCancelRun } from '../api/runs.ts'
import { formatBytes } from '../format/format-bytes.ts'
import { formatCount } from '../format/format-count.ts'
import { formatDuration } from '../format/format-duration.ts'
import { formatPart } from '../format/format-part.ts'
import { basedOnWords, spanWords } from '../lib/restore-spans.ts'
import { runWords } from '../lib/run-look.ts'
import { runProgress } from '../lib/run-progress.ts'
import { useNow } from '../lib/use-now.ts'
import { ActionButton } from '../ui/ActionButton.tsx'
import { Progress } from '../ui/Progress.tsx'
import { Tag } from '../ui/Tag.tsx'
import { Time } from '../ui/Time.tsx'
import { showErrorToast } from '../ui/toast/show-error-toast.ts'
import styles from './RunCard.module.css'
import { RunState } from './RunState.tsx'

type Props = {
  run: Run
  title?: ReactNode
  /** What it is about, after the title. */
  about?: ReactNode
  /** Below the figures: steps, log lines. */
  children?: ReactNode
  /** What it waits for, while it does not run yet. */
  waiting?: ReactNode
  /** What is done with the bytes, where the kind of run does not say it right. */
  bytesWord?: string
  /** Its state stands elsewhere on the page. */
  withoutState?: boolean
  /** At the right of its head, beside Cancel. */
  end?: ReactNode
  /** Who would tell how far it is, where that is not the agent. */
  who?: string | undefined
  /** After how long it is given up, said where nothing tells how far it is. */
  givesUp?: string | undefined
  mayCancel: boolean
}

/** Something that goes on: how far it is, as far as it is known, with its figures. Asked of the server, so that a reload loses none of it. */
export function RunCard({
  run,
  title,
  about,
  children,
  waiting,
  bytesWord,
  withoutState,
  end,
  who,
  givesUp,
  mayCancel,
}: Props) {
  const now = useNow(1000)
  const cancel = useCancelRun()
  const data = runProgress(run, now, who)
  const stopping = run.cancel_requested_at !== null
  return (
    <section className={styles.card} aria-label={`${runWords[run.kind]} under way`}>
      <div className={styles.head}>
        <strong className={styles.title}>{title ?? runWords[run.kind]}</strong>
        {about && <span className="bs-second">{about}</span>}
        {!withoutState && (
          <span role="status">
            <RunState run={run} />
          </span>
        )}
        {run.state === 'running' && (
          <Tag>
            {data.kind === 'none' && who && run.progress.note ? `no progress from ${who}` : kindWords[data.kind]}
          </Tag>
        )}
        <span className={styles.end}>
          <span className="bs-dim">
            {run.started_at ? 'started' : 'asked for'} <Time iso={run.started_at ?? run.created_at} /> by{' '}
            {run.requested_by.name}
          </span>
          {end}
          {mayCancel && (
            <ActionButton
              loading={cancel.isPending}
              disabledReason={stopping ? 'It stops at its next step.' : null}
              onClick={() => cancel.mutate(run.id, { onError: (error) => showErrorToast('Not cancelled.', error) })}
            >
              {stopping ? 'Cancelling' : 'Cancel'}
            </ActionButton>
          )}
        </span>
      </div>
      {run.state === 'running' ? (
        <>
          <Progress data={data} />
          <RunFigures
            run={run}
            now={now}
            bytesWord={bytesWord ?? (run.kind === 'restore' ? 'Restored' : 'Read')}
            givesUp={data.kind === 'none' ? givesUp : undefined}
          />
        </>
      ) : (
        (waiting ?? <p className="bs-second">{run.progress.note ?? 'Waits for its turn.'}</p>)
      )}
      {children}
    </section>
  )
}

const kindWords = { exact: 'exact progress', estimate: 'estimate', none: 'no progress told yet' }

type FiguresProps = { run: Run; now: Date; bytesWord: string; givesUp: string | undefined }

function RunFigures({ run, now, bytesWord, givesUp }: FiguresProps) {
  const { progress } = run
  // The steps of a restore stand below it and say the same.
  const note = run.kind === 'restore' ? undefined : progress.note
  const runningMs = now.getTime() - new Date(run.started_at ?? run.created_at).getTime()
  const figures: [string, string][] = []
  if (progress.bytes_total !== undefined)
    figures.push([bytesWord, `${formatBytes(progress.bytes_done ?? 0)} of ${formatBytes(progress.bytes_total)}`])
  else if (progress.bytes_done !== undefined) figures.push([bytesWord, formatBytes(progress.bytes_done)])
  if (progress.files_done !== undefined)
    figures.push([
      // restic counts folders among what it restores.
      run.kind === 'restore' ? 'Files and folders' : 'Files',
      progress.files_total === undefined
        ? formatCount(progress.files_done)
        : formatPart(progress.files_done, progress.files_total),
    ])
  if (progress.bytes_per_second !== undefined) figures.push(['Speed', `${formatBytes(progress.bytes_per_second)}/s`])
  figures.push(['Running', formatDuration(runningMs, { seconds: true })])
  if (progress.expected !== undefined)
    figures.push(...expectedFigures(progress.expected, runningMs, nouns[run.kind] ?? 'run'))
  else if (progress.seconds_left !== undefined)
    figures.push(['Left, estimate', formatDuration(progress.seconds_left * 1000, { seconds: true })])
  else if (progress.earlier !== undefined || givesUp !== undefined) figures.push(['Left', 'not known'])
  if (progress.earlier !== undefined)
    figures.push([`Earlier ${nouns[run.kind] ?? 'run'}s`, earlierWords(progress.earlier)])
  if (progress.down_since !== undefined)
    figures.push(['Server', `seen down for ${formatDuration(since(progress.down_since, now), { seconds: true })}`])
  if (givesUp !== undefined) figures.push(['We give up', givesUp])
  return (
    <>
      <dl className={styles.figures}>
        {figures.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {(note || progress.current_file) && (
        <p className={styles.now}>
          {note}
          {progress.current_file && <span className="bs-mono"> {progress.current_file}</span>}
        </p>
      )}
    </>
  )
}

/** What a run of a kind makes. */
const nouns: Partial<Record<Run['kind'], string>> = { backup: 'snapshot', restore: 'restore' }

const since = (iso: string, now: Date) => Math.max(0, now.getTime() - new Date(iso).getTime())

function earlierWords({ count, ...span }: NonNullable<Run['progress']['earlier']>): string {
  return count === 1 ? `${spanWords(span)}, once` : `${spanWords(span)}, ${formatCount(count)} of them`
}

/** As a span, because one number would be invented. */
function expectedFigures(
  expected: NonNullable<Run['progress']['expected']>,
  runningMs: number,
  noun: string,
): [string, string][] {
  const left = (seconds: number) => Math.max(0, Math.ceil((seconds - runningMs / 1000) / 60))
  const [least, most] = [left(expected.from_seconds), left(expected.to_seconds)]
  const words =
    most === 0 ? 'longer than ever before' : least === most ? `about ${most} min` : `${least} to ${most} min`
  return [
    ['Left, estimate', words],
    ['Based on', basedOnWords(expected, noun)],
  ]
}
