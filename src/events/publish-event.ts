import type { Services } from '../context.ts'
import { insertEvent } from './queries.ts'

/** Tells open pages, in every process, that something changed; takes effect when the caller's transaction commits. */
export const publishEvent = (
  ctx: Services,
  event: { topic: string; organization_id: string | null; entity_id: string; user_id?: string | null },
): Promise<void> => insertEvent(ctx.db, { user_id: null, ...event, at: ctx.clock.now() })
