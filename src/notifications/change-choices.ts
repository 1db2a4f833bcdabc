import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction } from '../context.ts'
import { personId } from '../identity/person-id.ts'
import { getChoices } from './get-choices.ts'
import { writeChoices } from './queries.ts'
import type { ChangeChoicesInput, NotificationChoices } from './schema.ts'

/** Writes what the caller wants to be told by e-mail; kinds that are not named stay as they are. */
export const changeChoices = (ctx: Context, input: ChangeChoicesInput): Promise<NotificationChoices> =>
  inTransaction(ctx, async (ctx) => {
    const user_id = personId(ctx.caller)
    // Of one kind named twice the last counts.
    const byKind = new Map(input.choices.map((choice) => [choice.kind, choice]))
    await writeChoices(ctx.db, user_id, [...byKind.values()], ctx.clock.now())
    await recordChange(ctx, {
      action: 'notification_choices.changed',
      organization_id: null,
      target: { id: user_id, name: ctx.caller.name },
      after: Object.fromEntries([...byKind.values()].map(({ kind, timing }) => [kind, timing])),
      user_id,
    })
    return getChoices(ctx)
  })
