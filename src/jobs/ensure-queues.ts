import { isDeepStrictEqual } from 'node:util'
import type { PgBoss, QueueResult } from 'pg-boss'
import type { TaskSettings } from '../tasks.ts'
import type { JobTimings } from './job-timings.ts'
import { failedQueue, keepEndedSeconds, queuePolicy, type TaskQueueOptions, toQueueOptions } from './queue-options.ts'

/** Makes the tasks' queues, and brings those that exist to the contracts' current settings. Safe in many processes at once. */
export const ensureQueues = async (boss: PgBoss, tasks: readonly TaskSettings[], timings: JobTimings) => {
  const existing = new Map((await boss.getQueues()).map((queue) => [queue.name, queue]))
  // First, since the others refer to it.
  if (!existing.has(failedQueue)) await boss.createQueue(failedQueue, { deleteAfterSeconds: keepEndedSeconds })
  for (const task of tasks) {
    const wanted = toQueueOptions(task, timings)
    const queue = existing.get(task.name)
    if (queue === undefined) await boss.createQueue(task.name, { ...wanted, policy: queuePolicy })
    else if (differs(queue, wanted)) await boss.updateQueue(task.name, wanted)
  }
}

const differs = (queue: QueueResult, wanted: TaskQueueOptions): boolean =>
  !isDeepStrictEqual({ ...queue, ...wanted }, { ...queue })
