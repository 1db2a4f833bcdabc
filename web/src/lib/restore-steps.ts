import type { Restore } from '../../../src/restores/schema.ts'
import type { Run } from '../api/run-types.ts'

export type RestoreStep = {
  key: 'safety' | 'files' | 'compare' | 'image' | 'start' | 'done'
  word: string
  state: 'to_come' | 'running' | 'done' | 'warning' | 'failed' | 'cancelled'
  /** Of a step that ended and whose times are known. */
  took_ms?: number
}

type Given = Pick<Restore, 'dry_run' | 'safety_run_id'> & {
  mode?: Restore['mode']
  run: Pick<Run, 'state' | 'outcome' | 'started_at' | 'progress'>
}
/** Of a restore that puts an image back: who does it. */
type Image = { label: string }
type Safety = Pick<Run, 'state' | 'outcome' | 'started_at' | 'finished_at'>

/**
 * The steps of a restore as far as its run tells them. restic reads back and compares after the last byte is written, so that
 * is what goes on at a full hundred per cent.
 */
export function restoreSteps(restore: Given, safety: Safety | undefined, image: Image | null = null): RestoreStep[] {
  if (image !== null) return imageSteps(restore, safety, image)
  const { run, dry_run } = restore
  const completed = run.outcome === 'succeeded' || run.outcome === 'warning'
  const written = completed || (run.progress.percent ?? 0) >= 100
  const steps: RestoreStep[] = []
  if (restore.safety_run_id !== null) steps.push(safetyStep(safety))
  steps.push({
    key: 'files',
    word: dry_run ? 'Finding out what would be written' : 'Restoring files',
    state: written && run.started_at !== null ? 'done' : now(run),
  })
  if (!dry_run)
    steps.push({
      key: 'compare',
      word: 'Compare with what was backed up',
      state: completed ? 'done' : written ? now(run) : 'to_come',
    })
  steps.push({
    key: 'done',
    word: 'Done',
    state: completed ? (run.outcome === 'warning' ? 'warning' : 'done') : 'to_come',
  })
  return steps
}

function imageSteps({ run, safety_run_id, mode }: Given, safety: Safety | undefined, { label }: Image): RestoreStep[] {
  const completed = run.outcome === 'succeeded' || run.outcome === 'warning'
  const back = completed || run.progress.note?.startsWith(waitsForServer) === true
  return [
    ...(safety_run_id === null ? [] : [{ ...safetyStep(safety), word: 'Safety snapshot' }]),
    {
      key: 'image',
      word: mode === 'new_server' ? `${label} makes a server of the image` : `${label} puts the image back`,
      state: back ? 'done' : now(run),
    },
    { key: 'start', word: 'The server starts', state: completed ? 'done' : back ? now(run) : 'to_come' },
    { key: 'done', word: 'Done', state: completed ? (run.outcome === 'warning' ? 'warning' : 'done') : 'to_come' },
  ]
}

/** How the note of a run begins whose image is back: it waits for the server to run, or for an answer on its port. */
const waitsForServer = 'Waiting for '

function now({ state, outcome, started_at }: Given['run']): RestoreStep['state'] {
  if (started_at === null) return 'to_come'
  if (state !== 'finished') return 'running'
  return outcome === 'cancelled' ? 'cancelled' : 'failed'
}

function safetyStep(safety: Safety | undefined): RestoreStep {
  const step = { key: 'safety', word: 'Safety backup' } as const
  if (safety === undefined || safety.state !== 'finished')
    return { ...step, state: safety === undefined ? 'to_come' : 'running' }
  if (safety.outcome === 'cancelled') return { ...step, state: 'cancelled' }
  const good = safety.outcome === 'succeeded' || safety.outcome === 'warning'
  const { started_at, finished_at } = safety
  return {
    ...step,
    state: good ? (safety.outcome === 'warning' ? 'warning' : 'done') : 'failed',
    ...(started_at && finished_at ? { took_ms: new Date(finished_at).getTime() - new Date(started_at).getTime() } : {}),
  }
}
