import type { Restore } from '../../../src/restores/schema.ts'
import type { Run } from '../api/run-types.ts'
import { formatBytes } from '../format/format-bytes.ts'
import { formatCount } from '../format/format-count.ts'
import { formatDuration } from '../format/format-duration.ts'
import { formatPlural } from '../format/format-plural.ts'

type Ended = Pick<Restore, 'dry_run'> & { run: Pick<Run, 'stats' | 'error' | 'outcome' | 'started_at' | 'finished_at'> }

const numberIn = (stats: Run['stats'], name: string): number | null => {
  const value = stats[name]
  return typeof value === 'number' ? value : null
}

/** What came of a restore in a line: 412 files and folders, 1.94 GB, 3 same already. */
export function restoreResult({ run, dry_run }: Ended): string {
  if (run.error && run.outcome !== 'warning') return run.error.message
  const files = numberIn(run.stats, 'files')
  if (files === null) return run.outcome === 'cancelled' ? 'stopped before its end' : 'no figures'
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
export function restoreFigures({ run, dry_run }: Ended): ResultFigure[] {
  const files = numberIn(run.stats, 'files')
  const bytes = numberIn(run.stats, 'bytes')
  const same = numberIn(run.stats, 'same_already')
  const skipped = numberIn(run.stats, 'skipped')
  const figures: ResultFigure[] = []
  if (files !== null)
    figures.push({
      label: dry_run ? 'Would be written' : 'Written',
      value: formatCount(files),
      caption: 'files and folders',
    })
  if (bytes !== null)
    figures.push({
      label: dry_run ? 'Would be restored' : 'Restored',
      value: formatBytes(bytes),
      caption: dry_run ? 'nothing was changed' : 'read back and compared',
    })
  if (same !== null) figures.push({ label: 'Same already', value: formatCount(same), caption: 'left alone' })
  if (skipped !== null)
    figures.push(
      skipped > 0
        ? { label: 'Not written', value: formatCount(skipped), caption: 'the log names them', tone: 'warn' }
        : { label: 'Not written', value: 'none' },
    )
  if (run.started_at && run.finished_at) {
    const tookMs = new Date(run.finished_at).getTime() - new Date(run.started_at).getTime()
    figures.push({
      label: 'Took',
      value: tookMs < 1000 ? 'under 1\u00a0s' : formatDuration(tookMs, { seconds: true }),
      caption: 'without the wait before',
    })
  }
  return figures
}
