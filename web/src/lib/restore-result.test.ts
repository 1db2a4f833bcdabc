import { describe, expect, test } from 'vitest'
import { restoreFigures, restoreResult } from './restore-result.ts'

const run = {
  stats: { files: 412, bytes: 1_940_000_000, same_already: 3, skipped: 0, seconds: 61.4 },
  error: null,
  progress: { kind: 'exact', percent: 100 },
  outcome: 'succeeded',
  started_at: '2026-11-21T10:00:00.000Z',
  finished_at: '2026-11-21T10:01:02.000Z',
} as const
const plain = (text: string) => text.replaceAll('\u00a0', ' ')

describe('in a line', () => {
  test('a good one has its figures, a trial says would', () => {
    expect(plain(restoreResult({ run, dry_run: false }))).toBe('412 files and folders, 1.94 GB, 3 same already')
    expect(plain(restoreResult({ run, dry_run: true }))).toMatch(/^would write 412 files/)
  })

  test('a failed one says why, a cancelled one that it was stopped', () => {
    const error = { code: 'restic_failed', message: 'The repository could not be read.' }
    expect(restoreResult({ run: { ...run, outcome: 'failed', error }, dry_run: false })).toBe(error.message)
    expect(restoreResult({ run: { ...run, outcome: 'cancelled', stats: {} }, dry_run: false })).toBe(
      'stopped before its end',
    )
  })

  test('a warning counts what was not written', () => {
    const warned = {
      ...run,
      outcome: 'warning',
      error: { code: 'x', message: 'y' },
      stats: { ...run.stats, skipped: 2 },
    } as const
    expect(restoreResult({ run: warned, dry_run: false })).toContain('2 not written')
    expect(restoreFigures({ run: warned, dry_run: false }).find(({ tone }) => tone === 'warn')?.value).toBe('2')
  })
})

test('one that was stopped has what its agent told last, and no zeros for the rest', () => {
  const progress = { kind: 'exact', percent: 17, files_done: 326, files_total: 336, bytes_done: 154_000_000 } as const
  const stopped = { ...run, outcome: 'cancelled', stats: { files: 0, bytes: 0 }, progress } as const
  const figures = restoreFigures({ run: stopped, dry_run: false })
  expect(figures.map(({ value }) => plain(value))).toEqual(['326 of 336', '154 MB', '1 min 2 s'])
})

test('figures that the run did not leave are not shown', () => {
  expect(restoreFigures({ run: { ...run, stats: {} }, dry_run: false }).map(({ label }) => label)).toEqual(['Took'])
  expect(restoreFigures({ run, dry_run: false }).map(({ value }) => plain(value))).toEqual([
    '412',
    '1.94 GB',
    '3',
    'none',
    '1 min 2 s',
  ])
})
