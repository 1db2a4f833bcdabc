import { keys } from './keys.ts'
import type { AuditEvent } from './types.ts'
import { useList } from './use-list.ts'

export type AuditFilters = { organization_id?: string; action?: string; actor_id?: string; target_id?: string }

export function useAuditEvents(filters: AuditFilters) {
  return useList<AuditEvent>(keys.auditEvents(filters), '/api/audit-events', { query: filters })
}
