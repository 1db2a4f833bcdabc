import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestContext, type TestContext } from '../../test/helpers/context.ts'
import { minuteMs } from '../lib/clock.ts'
import { countWorkers } from './count-workers.ts'
import { writeWorkerProcess } from './queries.ts'

let t: TestContext
beforeAll(async () => {
  t = await createTestContext()
})
afterAll(() => t.end())

test('of several on one machine one that is killed is missed, until another is started in its place', async () => {
  const started = new Map<string, string>()
  const beat = (id: string) => {
    const now = t.clock.now()
    if (!started.has(id)) started.set(id, now)
    return writeWorkerProcess(t.ctx.db, { id, host: 'one', since: started.get(id) ?? now, now })
  }
  for (const id of ['wrk_1', 'wrk_2', 'wrk_3']) await beat(id)
  expect(await countWorkers(t.ctx)).toEqual({ alive: 3, known: 3 })
  t.clock.advanceMs(2 * minuteMs)
  for (const id of ['wrk_1', 'wrk_2']) await beat(id)
  expect(await countWorkers(t.ctx)).toEqual({ alive: 2, known: 3 })
  await beat('wrk_4')
  expect(await countWorkers(t.ctx)).toEqual({ alive: 3, known: 3 })
  // One that was killed and started again at once.
  t.clock.advanceMs(1_000)
  await beat('wrk_5')
  t.clock.advanceMs(2 * minuteMs)
  for (const id of ['wrk_1', 'wrk_2', 'wrk_5']) await beat(id)
  expect(await countWorkers(t.ctx)).toEqual({ alive: 3, known: 3 })
})
