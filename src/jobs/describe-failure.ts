import { redactText } from '../lib/log.ts'

const longest = 1_000

/** What is stored with a failed job: no more of the error than a person needs, and no secrets in it. */
export const describeFailure = (error: unknown): { name: string; message: string } => {
  const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) }
  return { name, message: redactText(message).slice(0, longest) }
}
