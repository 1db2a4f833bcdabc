import type { Context } from '../context.ts'
import { closeOperatorTask } from './close-operator-task.ts'
import { listOpenKindsOf } from './queries.ts'

/** Closes what is open of these kinds for a server: the system sees that it is done. Mostly nothing is. */
export const closeOperatorTasks = async (
  ctx: Context,
  input: { kinds: readonly string[]; server_id: string },
): Promise<void> => {
  for (const kind of await listOpenKindsOf(ctx.db, input.kinds, input.server_id))
    await closeOperatorTask(ctx, { kind, server_id: input.server_id })
}
