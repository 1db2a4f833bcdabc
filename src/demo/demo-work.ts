import { type Context, inTransaction } from '../context.ts'
import type { ProviderName } from '../providers/provider.ts'
import type { DemoAgent } from './demo-agent.ts'
import type { DemoClouds } from './demo-clouds.ts'
import { type DemoPart, insertPart, listParts, lockDemo } from './queries.ts'
import { accounts } from './story.ts'

/** What a step of making the demo works with. Each step can be done again: it looks what is there already. */
export type DemoWork = {
  readonly ctx: Context
  readonly clouds: DemoClouds
  readonly agent: DemoAgent
  readonly signal: AbortSignal
}

/** The demo was removed while it was being made. */
export class DemoUnwanted extends Error {}

/** To be called in the transaction that makes something of it: it and the removal of the whole never cross. */
export const requireWanted = async (ctx: Context): Promise<void> => {
  const demo = await lockDemo(ctx.db)
  if (demo?.state !== 'wanted') throw new DemoUnwanted('the demo is not wanted any more')
}

/** Finds a part by its key, or makes it and notes it down in one transaction. */
export const ensurePart = (
  ctx: Context,
  part: Pick<DemoPart, 'key' | 'kind'>,
  make: (ctx: Context) => Promise<{ id: string }>,
): Promise<string> =>
  inTransaction(ctx, async (ctx) => {
    await requireWanted(ctx)
    const known = (await listParts(ctx.db)).find(({ key }) => key === part.key)
    if (known !== undefined) return known.id
    const { id } = await make(ctx)
    await insertPart(ctx.db, { ...part, id })
    return id
  })

export const subscriptionKey = (customer: string, index: number) => `subscription ${customer} ${index}`
export const accountKey = (provider: ProviderName) => `account ${provider}`

/** The demo's provider accounts that are connected so far. */
export const accountIdsOf = async (ctx: Context): Promise<Map<ProviderName, string>> => {
  const parts = await listParts(ctx.db)
  return new Map(
    accounts.flatMap(({ provider }) => {
      const part = parts.find(({ key }) => key === accountKey(provider))
      return part === undefined ? [] : [[provider, part.id] as const]
    }),
  )
}
