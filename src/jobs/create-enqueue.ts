import { randomUUID } from 'node:crypto'
import { fromKysely, type PgBoss } from 'pg-boss'
import type { Task } from '../tasks.ts'
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
      return boss.send(task.name, data, { ...rest, db: fromKysely(db) })
    },
    enqueueMany: async (db, task, inputs, options = {}) => {
      if (inputs.length === 0) return []
      const jobs = inputs.map((input) => toJob(task, input, options))
      return (await boss.insert(task.name, jobs, { db: fromKysely(db), returnId: true })) ?? []
    },
  }
}
