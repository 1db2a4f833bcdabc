import { useQuery } from '@tanstack/react-query'
import type { RunSchedule } from '../../../src/protections/schedule/schema.ts'
import { keys } from './keys.ts'
import { request } from './request.ts'
import type { Method, Server, ServerCounts, ServerFilters, ToggleReply } from './server-types.ts'
import { useChange } from './use-change.ts'
import { useList } from './use-list.ts'

const one = (id: string) => `/api/servers/${encodeURIComponent(id)}`

/** The servers the asker may see; `limit` is how many a page of the list has. */
export function useServers(filters: ServerFilters, options: { enabled?: boolean; limit?: number; early?: true } = {}) {
  return useList<Server>(keys.servers(filters), '/api/servers', { query: filters, ...options })
}

/** How many of them there are in each state. */
export function useServerCounts(within: Pick<ServerFilters, 'organization_id' | 'provider'>, enabled: boolean) {
  const { organization_id, provider } = within
  return useQuery({
    queryKey: keys.serverCounts({ organization_id, provider }),
    queryFn: ({ signal }) =>
      request<ServerCounts>('/api/servers/counts', { query: { organization_id, provider }, signal }),
    enabled,
  })
}

export function useServer(id: string) {
  return useQuery({
    queryKey: keys.server(id),
    queryFn: ({ signal }) => request<Server>(one(id), { signal }),
  })
}

export type ChangeServerInput = {
  name?: string
  plan_type?: string
  organization_id?: string
  critical?: boolean
  /** Places that are added along with a new plan type. */
  backup_addon?: { plan_id: string; quantity: number }
}

export function useChangeServer() {
  return useChange(
    ({ id, ...input }: ChangeServerInput & { id: string }) =>
      request<Server>(one(id), { method: 'PATCH', body: input }),
    [['server'], ['subscription'], ['audit_event']],
  )
}

export type ToggleInput = {
  server_id: string
  enable: boolean
  /** By which methods; without them the provider's own, else files. */
  methods?: Method[]
  /** Which plan's place to take; without it the one with the shortest retention that has one free. */
  plan_id?: string
  /** When backups are made, by each of the methods. */
  schedule?: RunSchedule
  /** The server's name, when the API said that recovery points would be destroyed. */
  confirm?: string
}

/** Switches backups of a server on or off. Repeating the same call changes nothing, so it needs no key. */
export function useToggleBackups() {
  return useChange(
    ({ server_id, ...input }: ToggleInput) =>
      request<ToggleReply>(`${one(server_id)}/toggle-backups`, { method: 'POST', body: input }),
    [['server'], ['protection'], ['run'], ['subscription', 'entitlement'], ['audit_event']],
  )
}
