import type { Context } from '../context.ts'
import { updateHistoryRead } from './queries.ts'

export type HistoryRead = {
  server_ids: readonly string[]
  /** When the reading began: what came up since is read again. */
  began_at: string
  /** When to read it again if nothing comes up before; null: never. */
  due_at: string | null
}

/** The list of their images was read, or cannot be. */
export const recordHistoryRead = async (ctx: Context, { server_ids, ...read }: HistoryRead): Promise<void> => {
  await updateHistoryRead(ctx.db, server_ids, { ...read, read_at: ctx.clock.now() })
}
