import { afterEach, beforeEach, expect, test } from 'vitest'
import { markTask } from '../helpers/job-worker-process.ts'
import { countInState, type JobWorkers, prepareJobWorkers } from '../helpers/job-workers.ts'
import { runTwiceAtOnce } from '../helpers/journal.ts'
import { type OwnPostgres, startOwnPostgres } from '../helpers/own-postgres.ts'
import { until } from '../helpers/until.ts'

let postgres: OwnPostgres
let workers: JobWorkers

beforeEach(async () => {
  postgres = await startOwnPostgres()
  workers = await prepareJobWorkers(postgres.connection)
})
afterEach(async () => {
  await workers.stop()
  await postgres.remove()
})

/** Enqueues without a pause until told to stop; keeps the ids of the jobs that Postgres said it has. */
const feed = () => {
  const ids: string[] = []
  let stopped = false
  const feeding = (async () => {
    for (let n = 0; !stopped; n += 1) {
      try {
        ids.push(...(await workers.queue.jobs.enqueueMany(workers.db, markTask, [{ n }, { n }, { n }])))
      } catch {
        // Postgres is away: these were never promised.
        await until(() =>
          workers.db
            .selectNoFrom((eb) => eb.lit(1).as('one'))
            .execute()
            .then(
              () => true,
              () => false,
            ),
        )
      }
    }
  })()
  return {
    ids,
    stop: async () => {
      stopped = true
      await feeding
    },
  }
}

test('two workers under load outlive restarts and kills of Postgres: no job lost, none run twice at once', async () => {
  const processes = [await workers.start(), await workers.start()]
  const load = feed()
  const progress = async () => {
    const before = workers.journal().length
    const enqueued = load.ids.length
    await until(() => workers.journal().length > before + 300 && load.ids.length > enqueued + 100)
  }
  for (const fault of ['kill', 'stop', 'kill'] as const) {
    await progress()
    await postgres[fault]()
    await postgres.start()
  }
  await progress()
  await load.stop()
  await until(async () => (await countInState(workers.db, load.ids, 'completed')) === load.ids.length)
  expect(runTwiceAtOnce(workers.journal())).toEqual([])
  for (const worker of processes) {
    expect(worker.running()).toBe(true)
    expect(worker.lines.filter((line) => line.level === 'error')).toEqual([])
  }
})
