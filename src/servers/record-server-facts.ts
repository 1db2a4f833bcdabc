import { type Context, inTransaction } from '../context.ts'
import { publishEvent } from '../events/publish-event.ts'
import { type ServerFactsRow, updateFactsAcrossOrganizations } from './queries.ts'

export type ServerFacts = ServerFactsRow

/** Keeps beside servers what lists show of their backups. Pages hear of those that look otherwise than before. */
export const recordServerFacts = (ctx: Context, input: { facts: readonly ServerFacts[] }): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const changed = await updateFactsAcrossOrganizations(ctx.db, input.facts, ctx.clock.now())
    for (const { id, organization_id } of changed)
      await publishEvent(ctx, { topic: 'server.changed', organization_id, entity_id: id })
  })
