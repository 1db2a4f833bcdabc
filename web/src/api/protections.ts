import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { MethodOffers } from '../../../src/protections/planner/schema.ts'
import type { RetentionPreview, RetentionPreviewInput } from '../../../src/protections/retention/schema.ts'
import type { RunSchedule, SchedulePreview } from '../../../src/protections/schedule/schema.ts'
import type { BackUpNowInput, ConfigureInput, Protection } from '../../../src/protections/schema.ts'
import { keys } from './keys.ts'
import { request } from './request.ts'
import type { List } from './types.ts'
import { useChange } from './use-change.ts'

const of = (serverId: string) => `/api/servers/${encodeURIComponent(serverId)}`

/** How a server is protected, with schedules, rules and what is taken. */
export function useProtections(serverId: string, enabled = true) {
  return useQuery({
    queryKey: keys.protections(serverId),
    queryFn: ({ signal }) => request<List<Protection>>(`${of(serverId)}/protections`, { signal }),
    select: (list) => list.data,
    enabled,
  })
}

type AskedMethods = { plan_id: string | null; schedule: RunSchedule }

/** How a server could be protected under a plan, with what it keeps and costs; without a plan under the one that it would get. */
export function useMethods(serverId: string, { plan_id, schedule }: AskedMethods, enabled = true) {
  return useQuery({
    queryKey: keys.methods(serverId, { plan_id, schedule }),
    queryFn: ({ signal }) =>
      request<MethodOffers>(`${of(serverId)}/protection-options`, {
        query: { plan_id: plan_id ?? undefined, schedule: JSON.stringify(schedule) },
        signal,
      }),
    enabled,
    placeholderData: keepPreviousData,
  })
}

type Configured = ConfigureInput & { server_id: string; method: 'native' | 'files' | 'snapshot' }

/** Changes what, when and for how long; what is left out stays as it is. */
export function useConfigureProtection() {
  return useChange(
    ({ server_id, method, ...input }: Configured) =>
      request<Protection>(`${of(server_id)}/protections/${method}`, { method: 'PUT', body: input }),
    [['protection'], ['server'], ['run'], ['audit_event']],
  )
}

/** A backup out of turn; asked again while one is under way it answers with that one. */
export function useBackUpNow() {
  return useChange(
    ({ server_id, ...input }: BackUpNowInput & { server_id: string }) =>
      request<{ run_id: string }>(`${of(server_id)}/backups`, { method: 'POST', body: input }),
    [['run'], ['server']],
  )
}

/** Lets retention go on although nothing succeeded lately. */
export function useReleaseRetention() {
  return useChange(
    ({ server_id, method }: { server_id: string; method: Protection['method'] }) =>
      request<{ released_at: string }>(`${of(server_id)}/protections/${method}/release-retention`, {
        method: 'POST',
        body: {},
      }),
    [['protection'], ['recovery_point'], ['server'], ['audit_event']],
  )
}

/** What rules would do, before anybody saves them; null asks nothing. */
export function useRetentionPreview(input: RetentionPreviewInput | null) {
  return useQuery({
    queryKey: keys.retentionPreview(input),
    queryFn: ({ signal }) =>
      request<RetentionPreview>('/api/retention-preview', { method: 'POST', body: input, signal }),
    enabled: input !== null,
    placeholderData: keepPreviousData,
  })
}

/** When a schedule would make its next backups; null asks nothing. */
export function useSchedulePreview(serverId: string, schedule: RunSchedule | null) {
  return useQuery({
    queryKey: keys.schedulePreview(serverId, schedule),
    queryFn: ({ signal }) =>
      request<SchedulePreview>('/api/schedule-preview', {
        method: 'POST',
        body: { server_id: serverId, schedule },
        signal,
      }),
    enabled: schedule !== null,
    placeholderData: keepPreviousData,
  })
}
