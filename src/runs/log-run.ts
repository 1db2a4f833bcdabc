import type { Context } from '../context.ts'
import { insertLogLines } from './queries.ts'
import type { RunLogLevel } from './schema.ts'

const mostCharacters = 4_000

/** Adds lines to a run's log, which members of its organization can read: nothing secret, nothing about others. */
export const logRun = async (
  ctx: Context,
  input: { run_id: string; level?: RunLogLevel; message: string | readonly string[] },
): Promise<void> => {
  const messages = typeof input.message === 'string' ? [input.message] : input.message
  if (messages.length === 0) return
  const at = ctx.clock.now()
  const lines = messages.map((message) => ({ at, level: input.level ?? 'info', message: storable(message) }))
  await insertLogLines(ctx.db, input.run_id, lines)
}

/** A provider's words can be long, and can hold a NUL, which Postgres refuses. */
const storable = (message: string) => message.replaceAll('\u0000', '').slice(0, mostCharacters)
