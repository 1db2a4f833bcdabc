import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction } from '../context.ts'
import { findOpenTaskAcrossOrganizations, insertTask, updateTaskText } from './queries.ts'
import type { OperatorTask } from './schema.ts'

export type RaisedTask = {
  kind: string
  server_id: string | null
  organization_id: string | null
  title: string
  detail: string
  link?: string | null
}

/** Asks the operators for something only a person can do. There is at most one open task of a kind for a server: it is brought up to date. */
export const raiseOperatorTask = (ctx: Context, input: RaisedTask): Promise<OperatorTask> =>
  inTransaction(ctx, async (ctx) => {
    const now = ctx.clock.now()
    const text = { title: input.title, detail: input.detail, link: input.link ?? null }
    const { kind, server_id, organization_id } = input
    const made = await insertTask(ctx.db, {
      id: ctx.ids.make('otk'),
      kind,
      server_id,
      organization_id,
      ...text,
      status: 'open',
      created_at: now,
      updated_at: now,
    })
    if (made === undefined) {
      const open = await findOpenTaskAcrossOrganizations(ctx.db, kind, server_id)
      // Closed in the meantime: the need is there again.
      if (open === undefined) return raiseOperatorTask(ctx, input)
      const same = open.title === text.title && open.detail === text.detail && open.link === text.link
      return same ? open : updateTaskText(ctx.db, open.id, text, now)
    }
    await recordChange(ctx, {
      action: 'operator_task.raised',
      // Operators' business: members see the server's own state instead.
      organization_id: null,
      target: { id: made.id, name: made.title },
      after: { kind, server_id, organization_id },
    })
    return made
  })
