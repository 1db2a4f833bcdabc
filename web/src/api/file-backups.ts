import { useQuery } from '@tanstack/react-query'
import type { Agent, CreatedEnrolment } from '../../../src/agents/schema.ts'
import type { Protection } from '../../../src/protections/schema.ts'
import type { RecoveryPoint } from '../../../src/recovery-points/schema.ts'
import { keys } from './keys.ts'
import { request } from './request.ts'
import type { List } from './types.ts'
import { useChange } from './use-change.ts'
import { useCreate } from './use-create.ts'
import { useList } from './use-list.ts'

const server = (id: string) => `/api/servers/${encodeURIComponent(id)}`
const point = (id: string) => `/api/recovery-points/${encodeURIComponent(id)}`

/** What a server could be restored from, newest first. */
export function useRecoveryPoints(serverId: string) {
  return useList<RecoveryPoint>(keys.recoveryPoints(serverId), `${server(serverId)}/recovery-points`, { limit: 30 })
}

/** How each method protects a server, with its schedule and what is kept. */
export function useProtections(serverId: string) {
  return useQuery({
    queryKey: keys.protections(serverId),
    queryFn: ({ signal }) => request<List<Protection>>(`${server(serverId)}/protections`, { signal }),
  })
}

/** The agents of a server: one, or none yet. */
export function useAgents(serverId: string) {
  return useQuery({
    queryKey: keys.agents(serverId),
    queryFn: ({ signal }) => request<List<Agent>>('/api/agents', { query: { server_id: serverId }, signal }),
  })
}

/** Repeated while one is under way, it is that one: it needs no key. */
export function useBackUpNow() {
  return useChange(
    (serverId: string) => request<{ run_id: string }>(`${server(serverId)}/backups`, { method: 'POST' }),
    [['run'], ['server']],
  )
}

export function useStartDrill() {
  return useChange(
    (pointId: string) => request<{ run_id: string }>(`${point(pointId)}/drills`, { method: 'POST' }),
    [['run'], ['recovery_point']],
  )
}

export type RestoreWish = {
  server_id: string
  recovery_point_id: string
  mode: 'in_place' | 'path'
  include: string[]
  target: { path?: string }
  dry_run: boolean
  confirm?: string
}

export function useStartRestore() {
  return useChange(
    ({ server_id, ...wish }: RestoreWish) =>
      request<{ id: string; run_id: string }>(`${server(server_id)}/restores`, { method: 'POST', body: wish }),
    [['run'], ['server'], ['audit_event']],
  )
}

export type FileEntry = { name: string; path: string; type: string; size_bytes: number | null }

/** One folder of a backup. */
export function useFolder(pointId: string | null, path: string) {
  return useList<FileEntry>(keys.folder(pointId ?? '', path), `${point(pointId ?? '')}/files`, {
    query: { path },
    enabled: pointId !== null,
    limit: 200,
  })
}

/** Where the browser fetches a file, or a folder as an archive. */
export function downloadAddress(pointId: string, path: string, archive?: 'zip'): string {
  const query = new URLSearchParams({ path, ...(archive ? { archive } : {}) })
  return `${point(pointId)}/download?${query}`
}

export function useCreateEnrolment() {
  return useCreate<{ organization_id?: string; server_id?: string; server_name?: string }, CreatedEnrolment>(
    '/api/enrolments',
    [['enrolment'], ['audit_event']],
  )
}
