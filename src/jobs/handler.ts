import type { Context } from '../context.ts'
import type { Task, TaskSettings } from '../tasks.ts'
import { checkInput } from './check-input.ts'
import { PermanentFailure } from './permanent-failure.ts'

/** What a handler may know about the job it does. */
export type RunningJob = {
  readonly id: string
  /** 1 for the first. */
  readonly attempt: number
  readonly last_attempt: boolean
  /**
   * Aborts when the time is up, the process shuts down, or another worker has the job or may have it. Long handlers then
   * throw (`signal.throwIfAborted()`) within a second; one that returns is taken to be done.
   */
  readonly signal: AbortSignal
}

/** Does a task's work. May run twice for one job, so it looks before it acts. A verb is a handler as it stands. */
export type Handler<Input> = (ctx: Context, input: Input, job: RunningJob) => Promise<unknown>

/** A task and its handler, with the input's type closed in. */
export type TaskHandler = {
  readonly task: TaskSettings
  readonly run: (ctx: Context, rawInput: unknown, job: RunningJob) => Promise<unknown>
}

/** Joins a task to its handler. Input that no longer fits the contract fails for good: trying again would not mend it. */
export const handlerOf = <Input>(task: Task<Input>, handler: Handler<Input>): TaskHandler => ({
  task,
  run: async (ctx, rawInput, job) => handler(ctx, checkStoredInput(task, rawInput), job),
})

const checkStoredInput = <Input>(task: Task<Input>, rawInput: unknown): Input => {
  try {
    return checkInput(task, rawInput)
  } catch (cause) {
    throw new PermanentFailure(cause instanceof Error ? cause.message : String(cause), { cause })
  }
}
