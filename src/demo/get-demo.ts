import { type Context, requireOperator } from '../context.ts'
import { countDemo, findDemo } from './queries.ts'
import type { Demo } from './schema.ts'

/** Whether demo data is here, and how much, for operators. */
export const getDemo = async (ctx: Context): Promise<Demo> => {
  requireOperator(ctx.caller)
  const demo = await findDemo(ctx.db)
  const present = demo?.state === 'wanted' || demo?.state === 'present'
  return present ? { present, ...(await countDemo(ctx.db)) } : { present, organizations: 0, servers: 0 }
}
