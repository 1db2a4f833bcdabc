import type { Context } from '../context.ts'
import { publishEvent } from '../events/publish-event.ts'
import { insertAuditEvent } from './queries.ts'

export type Change = {
  /** What happened, as noun.verb: `api_key.created`. The noun is also the topic that open pages hear. */
  action: `${string}.${string}`
  organization_id: string | null
  target: { id: string; name: string | null }
  before?: Record<string, unknown> | null
  after?: Record<string, unknown> | null
  /** Set when the change concerns one person only; then no other page hears of it. */
  user_id?: string | null
}

/**
 * Leaves an audit event (who, what, before, after, from where) and tells open pages. Belongs in the transaction of the change
 * itself, so that neither exists without the other. Never pass a secret in `before` or `after`.
 */
export const recordChange = async (ctx: Context, change: Change): Promise<void> => {
  const noun = change.action.slice(0, change.action.indexOf('.'))
  await insertAuditEvent(ctx.db, {
    id: ctx.ids.make('aud'),
    at: ctx.clock.now(),
    organization_id: change.organization_id,
    actor_kind: ctx.caller.kind,
    actor_id: ctx.caller.id,
    actor_name: ctx.caller.name,
    action: change.action,
    target_kind: noun,
    target_id: change.target.id,
    target_name: change.target.name,
    before: jsonOf(change.before),
    after: jsonOf(change.after),
    ...ctx.origin,
  })
  await publishEvent(ctx, {
    topic: `${noun}.changed`,
    organization_id: change.organization_id,
    entity_id: change.target.id,
    user_id: change.user_id ?? null,
  })
}

const jsonOf = (facts: Record<string, unknown> | null | undefined) => (facts ? JSON.stringify(facts) : null)
