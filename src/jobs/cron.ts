import type { Task, TaskSettings } from '../tasks.ts'
import { checkInput } from './check-input.ts'

/** A task that is put in the queue by the calendar. */
export type CronEntry = {
  readonly task: TaskSettings
  /** Five fields: minute, hour, day of month, month, day of week. */
  readonly cron: string
  /** IANA name, such as `Europe/Berlin`. */
  readonly time_zone: string
  readonly input: object
  /** Tells several entries of one task apart. */
  readonly name: string
  /** The next occurrence is dropped while a job with this key is queued or running. */
  readonly job_key: string
}

type CronContract<Input extends object> = {
  task: Task<Input>
  cron: string
  time_zone: string
  input: Input
  name?: string
}

/** An entry of the cron list. Occurrences that were missed, or come while the last one still runs, become one job. */
export const cronEntry = <Input extends object>(contract: CronContract<Input>): CronEntry => {
  const { task, cron, time_zone, name = '' } = contract
  const input = checkInput(task, contract.input)
  return { task, cron, time_zone, input, name, job_key: task.key?.(input) ?? `cron:${name}` }
}
