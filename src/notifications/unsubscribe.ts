import { timingSafeEqual } from 'node:crypto'
import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { findRecipient, writeChoices } from './queries.ts'
import { NoticeKind } from './schema.ts'
import { unsubscribeToken } from './unsubscribe-token.ts'

/** Stops all e-mails of notices to whom the token names. What a person asks for later, such as an invitation, still comes. */
export const unsubscribe = (ctx: Context, input: { token: string }): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const user_id = input.token.split('.')[0] ?? ''
    const wanted = Buffer.from(unsubscribeToken(ctx, user_id))
    const given = Buffer.from(input.token)
    const fits = wanted.length === given.length && timingSafeEqual(wanted, given)
    const person = fits ? await findRecipient(ctx.db, user_id) : undefined
    if (person === undefined) throw new AppError('link_expired')
    const choices = NoticeKind.options.map((kind) => ({ kind, timing: 'off' as const }))
    await writeChoices(ctx.db, user_id, choices, ctx.clock.now())
    await recordChange(ctx, {
      action: 'notification_choices.unsubscribed',
      organization_id: null,
      target: { id: user_id, name: person.name },
      user_id,
    })
  })
