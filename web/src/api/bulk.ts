import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { BulkItem, BulkRestoreOutlook, BulkStarted } from '../../../src/bulk/schema.ts'
import { keys } from './keys.ts'
import { request } from './request.ts'
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
  return useCreate<BulkTarget & { enable: boolean }, BulkStarted>('/api/bulk/toggle-backups', [
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

/** Backs up each now, by what is on for it; answers at once with the run that works through them. */
export function useBulkBackUp() {
  return useCreate<BulkTarget, BulkStarted>('/api/bulk/backups', [['run'], ['server'], ['audit_event']])
}

/** What restoring them to new servers would make and cost; null asks nothing. */
export function useBulkRestoreOutlook(input: (BulkTarget & { as_of?: string }) | null) {
  return useQuery({
    queryKey: keys.bulkRestoreOutlook(input),
    queryFn: ({ signal }) =>
      request<BulkRestoreOutlook>('/api/bulk/restores/preview', { method: 'POST', body: input, signal }),
    enabled: input !== null,
    placeholderData: keepPreviousData,
  })
}

export function useBulkRestore() {
  return useCreate<
    BulkTarget & { mode: 'new_server'; as_of?: string; name_suffix: string; confirm: number },
    BulkStarted
  >('/api/bulk/restores', [['run'], ['server'], ['audit_event']])
}

export function useBulkMarkCritical() {
  return useCreate<BulkTarget & { critical: boolean }, { changed: number; unchanged: number }>(
    '/api/bulk/mark-critical',
    [['server'], ['audit_event']],
  )
}

export function useBulkItems(runId: string, enabled: boolean) {
  return useList<BulkItem>(keys.bulkItems(runId), `/api/bulk/runs/${encodeURIComponent(runId)}/servers`, { enabled })
}
