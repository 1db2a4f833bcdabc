import type { Restore } from '../../../src/restores/schema.ts'
import type { Run } from '../api/run-types.ts'
import { formatBytes } from '../format/format-bytes.ts'
import { formatCount } from '../format/format-count.ts'
import { formatDuration } from '../format/format-duration.ts'
import { formatPart } from '../format/format-part.ts'
import { formatPlural } from '../format/format-plural.ts'

type Ended = Pick<Restore, 'dry_run'> & {
  run: Pick<Run, 'stats' | 'error' | 'outcome' | 'progress' | 'started_at' | 'finished_at'>
}

const numberIn = (stats: Run['stats'], name: string): number | null => {
  const value = stats[name]
  return typeof value === 'number' ? value : null
}

/** What came of a restore in a line: 412 files and folders, 1.94 GB, 3 same already. */
export function restoreResult({ run, dry_run }: Ended): string {
  if (run.error && run.outcome !== 'warning') return run.error.message
  if (run.outcome === 'cancelled') return 'stopped before its end'
  const files = numberIn(run.stats, 'files')
  if (files === null) return run.stats.method === 'image' ? 'the whole server is back' : 'no figures'
  const bytes = numberIn(run.stats, 'bytes')
  const same = numberIn(run.stats, 'same_already') ?? 0
  const skipped = numberIn(run.stats, 'skipped') ?? 0
  return [
    `${dry_run ? 'would write ' : ''}${formatPlural(files, 'file or folder', 'files and folders')}`,
    bytes === null ? null : formatBytes(bytes),
    same > 0 ? `${formatCount(same)} same already` : null,
    skipped > 0 ? `${formatCount(skipped)} not written` : null,
  ]
    .filter((part) => part !== null)
    .join(', ')
}

export type ResultFigure = { label: string; value: string; caption?: string; tone?: 'warn' }

/** The same as figures side by side, with folders among the files, as restic counts; a figure that the run did not leave is not among them. */
export function restoreFigures(restore: Ended): ResultFigure[] {
  const { outcome } = restore.run
  const counted = outcome === 'succeeded' || outcome === 'warning' ? endFigures(restore) : lastFigures(restore)
  return [...counted, ...tookFigure(restore)]
}

function endFigures({ run, dry_run }: Ended): ResultFigure[] {
  const files = numberIn(run.stats, 'files')
  const bytes = numberIn(run.stats, 'bytes')
  const same = numberIn(run.stats, 'same_already')
  const skipped = numberIn(run.stats, 'skipped')
  const compared = run.outcome === 'succeeded' ? { caption: 'read back and compared' } : {}
  const figures: ResultFigure[] = []
  if (files !== null)
    figures.push({
      label: dry_run ? 'Would be written' : 'Written',
      value: formatCount(files),
      caption: 'files and folders',
    })
  if (bytes !== null)
    figures.push(
      dry_run
        ? { label: 'Would be restored', value: formatBytes(bytes), caption: 'nothing was changed' }
        : { label: 'Restored', value: formatBytes(bytes), ...compared },
    )
  if (same !== null) figures.push({ label: 'Same already', value: formatCount(same), caption: 'left alone' })
  if (skipped !== null)
    figures.push(
      skipped > 0
        ? { label: 'Not written', value: formatCount(skipped), caption: 'the log names them', tone: 'warn' }
        : { label: 'Not written', value: 'none' },
    )
  return figures
}

/** One that did not come to its end counted nothing at it; what its agent told last is what is known. */
function lastFigures({ run, dry_run }: Ended): ResultFigure[] {
  if (dry_run) return []
  const { files_done, files_total, bytes_done, bytes_total } = run.progress
  const caption = 'as its agent last told'
  const figures: ResultFigure[] = []
  if (files_done !== undefined)
    figures.push({
      label: 'Files and folders written',
      value: files_total === undefined ? formatCount(files_done) : formatPart(files_done, files_total),
      caption,
    })
  if (bytes_done !== undefined)
    figures.push({
      label: 'Restored',
      value:
        bytes_total === undefined
          ? formatBytes(bytes_done)
          : `${formatBytes(bytes_done)} of ${formatBytes(bytes_total)}`,
      caption,
    })
  return figures
}

function tookFigure({ run }: Ended): ResultFigure[] {
  if (!run.started_at || !run.finished_at) return []
  const tookMs = new Date(run.finished_at).getTime() - new Date(run.started_at).getTime()
  const value = tookMs < 1000 ? 'under 1\u00a0s' : formatDuration(tookMs, { seconds: true })
  return [{ label: 'Took', value, caption: 'without the wait before' }]
}
