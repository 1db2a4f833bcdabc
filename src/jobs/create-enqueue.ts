import { createHash, randomUUID } from 'node:crypto'
import { fromKysely, type PgBoss } from 'pg-boss'
import type { Db } from '../db/database.ts'
import { notify } from '../db/notify.ts'
import type { Task, TaskSettings } from '../tasks.ts'
import { checkInput } from './check-input.ts'
import type { EnqueueOptions, Jobs } from './jobs.ts'

/** Enqueueing through the caller's database handle, so that a job commits or vanishes with the caller's transaction. */
export const createEnqueue = (boss: PgBoss, known: ReadonlySet<string>): Jobs => {
  const toJob = <Input>(task: Task<Input>, input: Input, options: EnqueueOptions) => {
    if (!known.has(task.name)) throw new Error(`The task ${task.name} has no queue. Add it to allTasks in tasks.ts.`)
    const data = checkInput(task, input)
    // Inputs are objects by contract; JSON objects are all that pg-boss takes.
    if (typeof data !== 'object' || data === null) throw new Error(`The input of ${task.name} is not an object.`)
    return {
      data,
      singletonKey: task.key?.(data) ?? randomUUID(),
      priority: options.priority ?? 0,
      ...(options.start_after === undefined ? {} : { startAfter: options.start_after }),
    }
  }
  return {
    enqueue: async (db, task, input, options = {}) => {
      const { data, ...rest } = toJob(task, input, options)
      const id = await boss.send(task.name, data, { ...rest, db: fromKysely(db) })
      if (id !== null) wake(db, task, options)
      return id
    },
    enqueueMany: async (db, task, inputs, options = {}) => {
      if (inputs.length === 0) return []
      const jobs = inputs.map((input) => toJob(task, input, options))
      const ids = (await boss.insert(task.name, jobs, { db: fromKysely(db), returnId: true })) ?? []
      if (ids.length > 0) wake(db, task, options)
      return ids
    },
  }
}

/** Has workers look at once for what may start at once; they look for everything every two seconds. */
const wake = (db: Db, task: TaskSettings, { start_after }: EnqueueOptions): void => {
  if (task.silent !== true && start_after === undefined) notify(db, workersChannel, task.name)
}

/** Where workers of pg-boss listen for the names of queues: its own notifications would be part of the transaction. */
const workersChannel = `pgboss_${createHash('sha224').update('pgboss').digest('hex').slice(0, 24)}`
