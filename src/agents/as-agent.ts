import { type Context, systemCaller } from '../context.ts'

/** What an agent reports, the system writes down; audit events name the machine it came from. */
export const asAgent = (ctx: Context, hostname: string): Context => ({
  ...ctx,
  caller: { ...systemCaller, name: `Agent on ${hostname}` },
})
