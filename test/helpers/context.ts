import { type Context, noOrigin, systemCaller } from '../../src/context.ts'
import type { Jobs } from '../../src/jobs/jobs.ts'
import { testClock } from '../../src/lib/clock.ts'
import { createIds } from '../../src/lib/ids.ts'
import { createLog } from '../../src/lib/log.ts'
import type { Ping } from '../../src/lib/ping.ts'
import type { Reach } from '../../src/lib/reach.ts'
import { ensureHouseOrganization } from '../../src/organizations/ensure-house-organization.ts'
import { getHouseOrganization } from '../../src/organizations/get-house-organization.ts'
import type { Providers } from '../../src/providers/providers.ts'
import { createTestDatabase } from './database.ts'
import { createFakeCloud, type FakeCloud } from './fake-provider.ts'
import { testServices } from './jobs.ts'
import { noPing } from './no-ping.ts'

export type Enqueued = { task: string; input: unknown; start_after: string | null }

export type TestContext = {
  ctx: Context
  clock: ReturnType<typeof testClock>
  cloud: FakeCloud
  house_id: string
  /** What verbs put in the queue; nothing works it. */
  queue: Enqueued[]
  end(): Promise<void>
}

/** What a verb needs, as the system itself: a database of its own, a clock that stands still, a fake cloud, a queue to look into. */
export const createTestContext = async (
  options: { providers?: (clock: TestContext['clock']) => Providers; reach?: Reach; ping?: Ping } = {},
): Promise<TestContext> => {
  const database = await createTestDatabase()
  const clock = testClock()
  const cloud = createFakeCloud()
  const queue: Enqueued[] = []
  const jobs: Jobs = {
    enqueue: async (_db, task, input, options) => {
      queue.push({ task: task.name, input, start_after: options?.start_after ?? null })
      return String(queue.length)
    },
    enqueueMany: async (_db, task, inputs, options) =>
      inputs.map((input) => String(queue.push({ task: task.name, input, start_after: options?.start_after ?? null }))),
  }
  const services = {
    ...testServices(database.db, jobs, createLog('silent')),
    clock,
    ids: createIds(clock),
    providers: options.providers?.(clock) ?? cloud.providers,
    reach: options.reach ?? (async () => 'nobody is there'),
    ping: options.ping ?? noPing,
  }
  await ensureHouseOrganization(services)
  const { id } = await getHouseOrganization(services)
  return {
    ctx: { ...services, caller: systemCaller, origin: noOrigin },
    clock,
    cloud,
    house_id: id,
    queue,
    end: database.drop,
  }
}
