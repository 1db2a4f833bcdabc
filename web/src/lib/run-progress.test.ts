import { expect, test } from 'vitest'
import type { Run } from '../api/run-types.ts'
import { runLook } from './run-look.ts'
import { runProgress } from './run-progress.ts'

const run: Run = {
  id: 'run_1',
  kind: 'sync',
  organization_id: null,
  server_id: null,
  server_name: null,
  provider_account_id: null,
  parent_run_id: null,
  state: 'running',
  outcome: null,
  progress: { kind: 'none' },
  stats: {},
  error: null,
  requested_by: { kind: 'system', id: null, name: 'Backstay' },
  cancel_requested_at: null,
  started_at: '2026-11-21T08:00:00.000Z',
  finished_at: null,
  created_at: '2026-11-21T07:59:00.000Z',
}
const now = new Date('2026-11-21T08:03:30.000Z')

test('what nobody measures is shown as time, on an axis with room for more of it', () =>
  expect(runProgress(run, now)).toMatchObject({ kind: 'none', elapsed_min: 3.5, axis_min: 5 }))

test('an exact figure stays exact', () =>
  expect(runProgress({ ...run, progress: { kind: 'exact', percent: 40, note: '4 of 10' } }, now)).toMatchObject({
    kind: 'exact',
    ratio: 0.4,
    amount: '4 of 10',
  }))

test('the outcome is the word once there is one, and a wish to cancel until then', () => {
  expect(runLook(run).word).toBe('Running')
  expect(runLook({ ...run, cancel_requested_at: run.created_at }).word).toBe('Cancelling')
  expect(runLook({ ...run, state: 'finished', outcome: 'warning' }).word).toBe('Warning')
})

test('an estimate is a span of minutes, from what it took before, and never a percentage', () => {
  const expected = { from_seconds: 250, to_seconds: 550, based_on: 7 }
  expect(runProgress({ ...run, progress: { kind: 'estimate', percent: 60, expected } }, now)).toEqual({
    kind: 'estimate',
    elapsed_min: 3.5,
    axis_min: 20,
    expected_min: [4, 10],
    elapsed: expect.stringContaining('3'),
  })
})
