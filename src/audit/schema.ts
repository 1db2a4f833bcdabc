import { z } from 'zod'
import { idSchema } from '../lib/ids.ts'
import { listQuery, pageOf } from '../lib/pagination.ts'

const facts = z.record(z.string(), z.unknown()).nullable()

export const AuditEvent = z
  .object({
    id: idSchema('aud'),
    at: z.iso.datetime(),
    organization_id: z.string().nullable(),
    actor: z.object({
      kind: z.enum(['user', 'api_key', 'system', 'anonymous']),
      id: z.string().nullable(),
      name: z.string(),
    }),
    action: z.string().describe('What happened, as noun.verb, such as `api_key.created`.'),
    target: z.object({ kind: z.string(), id: z.string(), name: z.string().nullable() }),
    before: facts.describe('What was, where the change replaced something.'),
    after: facts.describe('What is now.'),
    ip_address: z.string().nullable(),
    user_agent: z.string().nullable(),
    request_id: z.string().nullable(),
  })
  .meta({ id: 'AuditEvent' })
export type AuditEvent = z.infer<typeof AuditEvent>

export const AuditEventPage = pageOf(AuditEvent)

export const ListAuditEventsQuery = listQuery.extend({
  organization_id: z.string().optional(),
  action: z.string().max(100).optional().describe('An action, or a noun for all actions on it, such as `api_key`.'),
  actor_id: z.string().optional(),
  target_id: z.string().optional(),
})
export type ListAuditEventsQuery = z.infer<typeof ListAuditEventsQuery>
