import { z } from 'zod'

/**
 * Task contracts: what can be put in the queue. They stand here, below every noun, so that any verb can enqueue work
 * without importing the code that does it (`worker/handlers.ts` joins the two).
 */
export type Task<Input> = {
  readonly name: string
  readonly input: z.ZodType<Input>
  /** Two jobs with the same key are never queued or running at the same time; the second enqueue is dropped. */
  readonly key?: (input: Input) => string
  readonly max_attempts: number
  readonly backoff: { readonly first_seconds: number; readonly max_seconds: number }
  /** A running handler is given up after this long. */
  readonly timeout_seconds: number
}

const defaults = { max_attempts: 5, backoff: { first_seconds: 5, max_seconds: 900 }, timeout_seconds: 120 } as const

export const defineTask = <Input>(
  name: string,
  contract: Pick<Task<Input>, 'input'> & Partial<Omit<Task<Input>, 'name' | 'input'>>,
): Task<Input> => ({ ...defaults, ...contract, name })

/** Hourly: forgets expired sessions, links, idempotency keys and old events. */
export const removeExpiredTask = defineTask('installation.remove-expired', { input: z.object({}), key: () => 'one' })

/** Sends one e-mail; retried while the mail server is away. */
export const sendEmailTask = defineTask('notifications.send-email', {
  input: z.object({ to: z.email(), subject: z.string(), text: z.string() }),
  max_attempts: 12,
})
