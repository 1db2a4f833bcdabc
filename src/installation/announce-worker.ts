import { hostname } from 'node:os'
import type { Services } from '../context.ts'
import { minuteMs } from '../lib/clock.ts'
import { deleteWorkerProcess, writeWorkerProcess } from './queries.ts'

const beatMs = minuteMs / 3

/** Says that this process works jobs, and goes on saying so. Resolves with what takes that back, when it stops in order. */
export const announceWorker = async ({ db, clock, ids, log }: Services): Promise<() => Promise<void>> => {
  const id = ids.make('wrk')
  const say = () => writeWorkerProcess(db, { id, host: hostname(), now: clock.now() })
  await say()
  let saying: Promise<unknown> = Promise.resolve()
  const timer = setInterval(() => {
    // While the database is away, the queue says so; the next beat comes all the same.
    saying = say().catch((err) => log.debug({ err }, 'that this worker lives could not be written'))
  }, beatMs).unref()
  return async () => {
    clearInterval(timer)
    await saying
    await deleteWorkerProcess(db, id).catch((err) => log.debug({ err }, 'that this worker stops could not be written'))
  }
}
