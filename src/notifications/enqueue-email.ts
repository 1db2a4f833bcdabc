import type { Services } from '../context.ts'
import { sendEmailTask } from '../tasks.ts'

/** Puts an e-mail in the queue with the caller's transaction. */
export const enqueueEmail = async (
  ctx: Services,
  message: { to: string; subject: string; text: string },
): Promise<void> => {
  const { text, ...rest } = message
  await ctx.jobs.enqueue(ctx.db, sendEmailTask, { ...rest, sealed_text: ctx.secrets.seal('email', message.to, text) })
}
