import { keys } from './keys.ts'
import type { ServerFilters } from './server-types.ts'
import { useCreate } from './use-create.ts'
import { useList } from './use-list.ts'

/** The words of a list's query, as bulk work takes them. */
export type BulkFilter = Omit<ServerFilters, 'sort' | 'stale' | 'has_points' | 'critical'> & {
  stale?: boolean
  has_points?: boolean
  critical?: boolean
}

/** Which servers: those that were checked, or all that match. */
export type BulkTarget = { server_ids: string[] } | { filter: BulkFilter }

export type BulkAdopted = {
  adopted: number
  /** Those that were there already. */
  unchanged: number
  /** The first 100. */
  refused: { server_id: string; name: string; message: string }[]
  refused_count: number
}

/** Answers at once with the run that works through them. */
export function useBulkToggle() {
  return useCreate<BulkTarget & { enable: boolean }, { run_id: string }>('/api/bulk/toggle-backups', [
    ['run'],
    ['server'],
    ['audit_event'],
  ])
}

export function useBulkAdopt() {
  return useCreate<BulkTarget & { organization_id: string }, BulkAdopted>('/api/bulk/adopt', [
    ['server'],
    ['subscription', 'entitlement'],
    ['audit_event'],
  ])
}

/** How one server of a bulk toggle fared. `accepted`: the provider is still at work, or an operator is needed. */
export type BulkItem = {
  server_id: string
  /** Null when the server is gone. */
  server_name: string | null
  state: 'waiting' | 'done' | 'accepted' | 'refused'
  code: string | null
  message: string | null
}

export function useBulkItems(runId: string, enabled: boolean) {
  return useList<BulkItem>(keys.bulkItems(runId), `/api/bulk/toggle-backups/${encodeURIComponent(runId)}`, { enabled })
}
