import type { Context } from '../context.ts'
import { publishEvent } from '../events/publish-event.ts'
import { insertAuditEvents } from './queries.ts'
import type { Change } from './record-change.ts'

const chunkSize = 1_000
/** From here on open pages hear of one change per organization; they load the whole list anew anyway. */
const toldOneByOne = 20

/** `recordChange` for many changes of one kind at once, such as the servers that a sync found: few statements, however many. */
export const recordChanges = async (ctx: Context, changes: readonly Change[]): Promise<void> => {
  const at = ctx.clock.now()
  const nounOf = ({ action }: Change) => action.slice(0, action.indexOf('.'))
  const rows = changes.map((change) => ({
    id: ctx.ids.make('aud'),
    at,
    organization_id: change.organization_id,
    actor_kind: ctx.caller.kind,
    actor_id: ctx.caller.id,
    actor_name: ctx.caller.name,
    action: change.action,
    target_kind: nounOf(change),
    target_id: change.target.id,
    target_name: change.target.name,
    before: change.before ? JSON.stringify(change.before) : null,
    after: change.after ? JSON.stringify(change.after) : null,
    ...ctx.origin,
  }))
  for (let from = 0; from < rows.length; from += chunkSize)
    await insertAuditEvents(ctx.db, rows.slice(from, from + chunkSize))
  const perOrganization = new Map(changes.map((change) => [`${change.organization_id} ${nounOf(change)}`, change]))
  const told = changes.length <= toldOneByOne ? changes : [...perOrganization.values()]
  for (const change of told)
    await publishEvent(ctx, {
      topic: `${nounOf(change)}.changed`,
      organization_id: change.organization_id,
      entity_id: change.target.id,
    })
}
