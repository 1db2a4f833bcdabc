import type { Db } from '../db/database.ts'
import type { Task } from '../tasks.ts'

export type EnqueueOptions = {
  /** Not before this time (ISO). */
  start_after?: string
  /** Higher runs first; restores use it to pass backups. Default 0. */
  priority?: number
}

/** The queue as verbs see it. */
export type Jobs = {
  /**
   * Puts a job in the queue through `db`: inside a transaction it exists when, and only when, that commits.
   * Resolves with the job's id, or null when one with the same key is queued or running already. While another
   * transaction that enqueued the same key is still open, this waits for its end.
   */
  enqueue<Input>(db: Db, task: Task<Input>, input: Input, options?: EnqueueOptions): Promise<string | null>
  /** The same for many inputs in one statement. Resolves with the ids of those that were not dropped for their key. */
  enqueueMany<Input>(db: Db, task: Task<Input>, inputs: readonly Input[], options?: EnqueueOptions): Promise<string[]>
}
