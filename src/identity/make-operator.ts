import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction } from '../context.ts'
import { setOperator } from './queries.ts'

/** Gives a person operator rights, for an accepted invitation. */
export const makeOperator = (ctx: Context, person: { id: string; name: string }): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    await setOperator(ctx.db, person.id, true, ctx.clock.now())
    await recordChange(ctx, { action: 'operator.created', organization_id: null, target: person })
  })
