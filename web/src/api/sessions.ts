import { keys } from './keys.ts'
import { request } from './request.ts'
import type { Session } from './types.ts'
import { useChange } from './use-change.ts'
import { useList } from './use-list.ts'

export function useSessions() {
  return useList<Session>(keys.sessions, '/api/sessions')
}

export function useRevokeSession() {
  return useChange(
    (session: Session) => request<void>(`/api/sessions/${encodeURIComponent(session.id)}`, { method: 'DELETE' }),
    [keys.sessions],
  )
}

export function useRevokeOtherSessions() {
  return useChange(() => request<void>('/api/sessions', { method: 'DELETE' }), [keys.sessions])
}
