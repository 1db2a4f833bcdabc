import { useMemo } from 'react'
import type { Server, ServerFilters } from '../api/server-types.ts'
import { useServerCounts, useServers } from '../api/servers.ts'
import type { ListState } from '../api/use-list.ts'
import { type ServerState, serverStates } from '../lib/server-states.ts'
import { useNow } from '../lib/use-now.ts'

export type Show = 'all' | 'enabled' | 'disabled' | ServerState

type Wanted = { within: Omit<ServerFilters, 'q' | 'state' | 'backups' | 'status'>; q: string; show: Show }

const countedBy: ReadonlySet<string> = new Set(['organization_id', 'provider', 'sort'])

/**
 * The servers that fit. Up to 200 are all here, and narrowing them asks nobody; beyond that the server searches and counts.
 */
export function useShownServers({ within, q, show }: Wanted) {
  const now = useNow()
  const all = useServers(within, { limit: 200, early: true })
  const complete = all.rows !== undefined && !all.hasMore
  const asks = all.rows !== undefined && all.hasMore && (q !== '' || show !== 'all')
  const backups = show === 'enabled' || show === 'disabled' ? show : undefined
  const state = stateAsked(show)
  const found = useServers({ ...within, q: q || undefined, backups, state }, { enabled: asks, limit: 100 })
  // The server counts within a customer and a provider; of what else is chosen, no figure is better than a wrong one.
  const countable = Object.entries(within).every(([name, value]) => countedBy.has(name) || value === undefined)
  const counted = useServerCounts(within, countable && all.rows !== undefined && all.hasMore)
  const counts = useMemo(
    () => (complete ? countStates(all.rows ?? [], now) : countable ? (counted.data ?? null) : null),
    [all.rows, complete, countable, counted.data, now],
  )
  const rows = useMemo(
    () => (complete ? all.rows?.filter((server) => fits(server, q, show, now)) : undefined),
    [all.rows, complete, q, show, now],
  )
  const servers: ListState<Server> = complete ? { ...all, rows } : asks ? found : all
  return { all, servers, counts }
}

/** The state that the API searches by, where it is one. */
export function stateAsked(show: Show) {
  return show === 'all' || show === 'enabled' || show === 'disabled' ? undefined : show
}

function fits(server: Server, q: string, show: Show, now: Date): boolean {
  const text = q.toLowerCase()
  if (text !== '' && !server.name.toLowerCase().includes(text) && !server.provider_ref?.toLowerCase().startsWith(text))
    return false
  if (show === 'all') return true
  if (show === 'enabled' || show === 'disabled') return server.backups_enabled === (show === 'enabled')
  return serverStates(server, now).includes(show)
}

function countStates(servers: readonly Server[], now: Date): Record<string, number> {
  const counts: Record<string, number> = { all: servers.length, enabled: 0, disabled: 0 }
  const add = (name: string) => {
    counts[name] = (counts[name] ?? 0) + 1
  }
  for (const server of servers) {
    add(server.backups_enabled ? 'enabled' : 'disabled')
    for (const state of serverStates(server, now)) add(state)
  }
  return counts
}
