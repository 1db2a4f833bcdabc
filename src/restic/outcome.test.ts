import { expect, test } from 'vitest'
import { backupSummary } from './events.ts'
import { exitOf } from './exit.ts'
import { type BackupFacts, outcomeOfBackup } from './outcome.ts'

const summary = (files: number, bytes: number, snapshot_id: string | undefined = 'abc') =>
  backupSummary.parse({
    message_type: 'summary',
    total_files_processed: files,
    total_bytes_processed: bytes,
    snapshot_id,
  })
const outcome = (facts: Partial<BackupFacts>) =>
  outcomeOfBackup({ exit: exitOf(0, null), summary: summary(10, 1_000), previous: null, is_dump: false, ...facts })
const previous = { total_files: 10, total_bytes: 1_000 }

test('a backup that holds what it should has succeeded', () => {
  expect(outcome({})).toEqual({ outcome: 'succeeded', snapshot_id: 'abc', discard_snapshot: false, concerns: [] })
  expect(outcome({ previous, summary: summary(6, 501) }).outcome).toBe('succeeded')
})

test('one that shrank by half, holds nothing or left something out is a warning', () => {
  expect(outcome({ previous, summary: summary(10, 500) })).toMatchObject({ outcome: 'warning', concerns: ['shrunk'] })
  expect(outcome({ previous, summary: summary(5, 900) })).toMatchObject({ outcome: 'warning', concerns: ['shrunk'] })
  expect(outcome({ previous, summary: summary(0, 0) })).toMatchObject({ outcome: 'warning', concerns: ['empty'] })
  expect(outcome({ exit: exitOf(3, null), previous, summary: summary(2, 10) })).toMatchObject({
    outcome: 'warning',
    concerns: ['skipped_items', 'shrunk'],
  })
})

test('without a snapshot nothing was saved, whatever restic answered', () => {
  expect(outcome({ summary: null })).toMatchObject({ outcome: 'failed', concerns: ['no_snapshot'] })
  expect(outcome({ summary: { ...summary(1, 1), snapshot_id: undefined } }).outcome).toBe('failed')
  expect(outcome({ exit: exitOf(3, null), summary: null }).outcome).toBe('failed')
  for (const code of [1, 10, 11, 12, 99]) {
    expect(outcome({ exit: exitOf(code, null), summary: null })).toMatchObject({
      outcome: 'failed',
      concerns: ['restic_failed'],
    })
  }
})

test('a dump is whole or must not stay', () => {
  const discarded = { outcome: 'failed', discard_snapshot: true }
  expect(outcome({ is_dump: true }).outcome).toBe('succeeded')
  expect(outcome({ is_dump: true, exit: exitOf(3, null) })).toMatchObject(discarded)
  expect(outcome({ is_dump: true, summary: summary(1, 0) })).toMatchObject(discarded)
})

test('stopped on request is cancelled, killed is failed', () => {
  expect(outcome({ exit: exitOf(130, null), summary: null }).outcome).toBe('cancelled')
  expect(outcome({ exit: exitOf(null, 'SIGKILL'), summary: null }).outcome).toBe('failed')
})
