import { describe, expect, test } from 'vitest'
import type { Run } from '../api/run-types.ts'
import { restoreSteps } from './restore-steps.ts'

type StepRun = Pick<Run, 'state' | 'outcome' | 'started_at' | 'progress'>
const at = '2026-11-21T10:00:00.000Z'
const run = (over: Partial<StepRun> = {}): StepRun => ({
  state: 'running',
  outcome: null,
  started_at: at,
  progress: { kind: 'exact', percent: 40 },
  ...over,
})
const safetyEnded = {
  state: 'finished',
  outcome: 'succeeded',
  started_at: at,
  finished_at: '2026-11-21T10:00:38.000Z',
} as const
const states = (of: StepRun, safety?: Parameters<typeof restoreSteps>[1], more = {}) =>
  restoreSteps({ run: of, dry_run: false, safety_run_id: 'run_s', ...more }, safety).map(
    ({ key, state }) => `${key} ${state}`,
  )

describe('under way', () => {
  test('the safety backup comes first', () => {
    const waiting = run({ state: 'queued', started_at: null, progress: { kind: 'none' } })
    expect(states(waiting)).toEqual(['safety to_come', 'files to_come', 'compare to_come', 'done to_come'])
    expect(states(waiting, { ...safetyEnded, state: 'running', outcome: null, finished_at: null })[0]).toBe(
      'safety running',
    )
  })

  test('then the files, then what restic reads back', () => {
    expect(states(run(), safetyEnded)).toEqual(['safety done', 'files running', 'compare to_come', 'done to_come'])
    expect(states(run({ progress: { kind: 'exact', percent: 100 } }), safetyEnded)).toEqual([
      'safety done',
      'files done',
      'compare running',
      'done to_come',
    ])
  })

  test('a trial has no safety backup and nothing to compare', () => {
    expect(states(run(), undefined, { dry_run: true, safety_run_id: null })).toEqual(['files running', 'done to_come'])
  })

  test('the safety backup says how long it took', () => {
    const [first] = restoreSteps({ run: run(), dry_run: false, safety_run_id: 'run_s' }, safetyEnded)
    expect(first?.took_ms).toBe(38_000)
  })
})

describe('ended', () => {
  const ended = (outcome: Run['outcome'], percent?: number) =>
    run({ state: 'finished', outcome, progress: { kind: 'exact', percent } })

  test('well, or with a warning', () => {
    expect(states(ended('succeeded'), safetyEnded)).toEqual(['safety done', 'files done', 'compare done', 'done done'])
    expect(states(ended('warning'), safetyEnded).at(-1)).toBe('done warning')
  })

  test('the step that failed is marked, those after it never came', () => {
    expect(states(ended('failed', 40), safetyEnded)).toEqual([
      'safety done',
      'files failed',
      'compare to_come',
      'done to_come',
    ])
    expect(states(ended('failed', 100), safetyEnded)[2]).toBe('compare failed')
    expect(states(ended('cancelled', 40), safetyEnded)[1]).toBe('files cancelled')
  })

  test('without a safety backup nothing else began', () => {
    const never = run({ state: 'finished', outcome: 'failed', started_at: null, progress: { kind: 'none' } })
    expect(states(never, { ...safetyEnded, outcome: 'failed' }).slice(0, 2)).toEqual(['safety failed', 'files to_come'])
  })
})

test('an image: a snapshot first, then its provider, then the server', () => {
  const restore = { run: run({ progress: { kind: 'none' } }), dry_run: false, safety_run_id: 'run_s' }
  const said = (of: typeof restore) =>
    restoreSteps(of, safetyEnded, { label: 'Vultr' }).map(({ word, state }) => `${word}: ${state}`)
  expect(said(restore)).toEqual([
    'Safety snapshot: done',
    'Vultr puts the image back: running',
    'The server starts: to_come',
    'Done: to_come',
  ])
  const waits = { ...restore, run: run({ progress: { kind: 'none', note: 'Waiting for the server to run' } }) }
  expect(said(waits).slice(1, 3)).toEqual(['Vultr puts the image back: done', 'The server starts: running'])
  const knocks = { ...restore, run: run({ progress: { kind: 'none', note: 'Waiting for an answer on port 22' } }) }
  expect(said(knocks).slice(1, 3)).toEqual(['Vultr puts the image back: done', 'The server starts: running'])
  const fresh = { ...restore, mode: 'new_server' as const }
  expect(said(fresh)[1]).toBe('Vultr makes a server of the image: running')
})
