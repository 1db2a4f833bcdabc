import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction, requireOperator } from '../context.ts'
import { notFound } from '../lib/errors.ts'
import { findOpenTaskAcrossOrganizations, findTaskAcrossOrganizations, updateTaskToDone } from './queries.ts'
import type { OperatorTask } from './schema.ts'

/** By id when a person says that it is done; by kind and server when the system sees that it is. */
export type ClosedTask = { note?: string } & ({ operator_task_id: string } | { kind: string; server_id: string | null })

/** Closes a task. Closing a closed one changes nothing; by kind and server, null when none is open. */
export const closeOperatorTask = (ctx: Context, input: ClosedTask): Promise<OperatorTask | null> =>
  inTransaction(ctx, async (ctx) => {
    const byId = 'operator_task_id' in input
    if (byId) requireOperator(ctx.caller)
    const task = byId
      ? await findTaskAcrossOrganizations(ctx.db, input.operator_task_id)
      : await findOpenTaskAcrossOrganizations(ctx.db, input.kind, input.server_id)
    if (task === undefined) {
      if (byId) throw notFound()
      return null
    }
    if (task.status === 'done') return task
    const end = { done_by: ctx.caller.name, done_note: input.note ?? null, at: ctx.clock.now() }
    const closed = await updateTaskToDone(ctx.db, task.id, end)
    await recordChange(ctx, {
      action: 'operator_task.closed',
      organization_id: null,
      target: { id: task.id, name: task.title },
      after: { note: end.done_note },
    })
    return closed
  })
