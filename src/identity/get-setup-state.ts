import type { Context } from '../context.ts'
import { anyOperator } from './queries.ts'

/** Whether the first operator is still to come. */
export const getSetupState = async (ctx: Context): Promise<{ needs_setup: boolean }> => ({
  needs_setup: !(await anyOperator(ctx.db)),
})
