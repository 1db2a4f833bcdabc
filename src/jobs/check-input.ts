import type { Task } from '../tasks.ts'

/** The input as the contract knows it, without fields that it does not name. Throws an error that names the wrong fields but none of their values. */
export const checkInput = <Input>(task: Pick<Task<Input>, 'name' | 'input'>, input: unknown): Input => {
  const parsed = task.input.safeParse(input)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'input'}: ${issue.message}`)
  throw new Error(`The input does not fit the contract of the task ${task.name}: ${faults.join('; ')}`)
}
