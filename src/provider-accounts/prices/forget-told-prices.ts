import { type Context, requireOperator } from '../../context.ts'
import { deleteToldWithoutAccount } from './queries.ts'

/** Forgets what providers told at which nobody has an account any more: after a demo, that was a sandbox cloud. */
export const forgetToldPrices = async (ctx: Context): Promise<void> => {
  requireOperator(ctx.caller)
  await deleteToldWithoutAccount(ctx.db)
}
