import type { Agent, CreatedEnrolment, CreateEnrolmentInput, Enrolment } from '../../../src/agents/schema.ts'
import { keys } from './keys.ts'
import { request } from './request.ts'
import { useChange } from './use-change.ts'
import { useCreate } from './use-create.ts'
import { useList } from './use-list.ts'

type AgentFilters = { organization_id?: string; server_id?: string; revoked?: 'true' }

/** Agents, newest first; those that were revoked or replaced only when asked for. */
export function useAgents(filters: AgentFilters, enabled = true) {
  return useList<Agent>(keys.agents(filters), '/api/agents', { query: filters, enabled })
}

/** Tokens that wait for their machine, and those that were used, newest first. */
export function useEnrolments(filters: { organization_id?: string; server_id?: string }, enabled = true) {
  return useList<Enrolment>(keys.enrolments(filters), '/api/enrolments', { query: filters, enabled })
}

export type NewEnrolment = Omit<CreateEnrolmentInput, 'allow_commands'> & { allow_commands?: boolean }

/** The reply holds the command with its token, this once. */
export function useCreateEnrolment() {
  return useCreate<NewEnrolment, CreatedEnrolment>('/api/enrolments', [['enrolment'], ['audit_event']])
}

export function useRevokeEnrolment() {
  return useChange(
    (id: string) => request<void>(`/api/enrolments/${encodeURIComponent(id)}`, { method: 'DELETE' }),
    [['enrolment'], ['audit_event']],
  )
}

export type AgentAct = 'pause' | 'resume' | 'revoke'

export function useActOnAgent() {
  return useChange(
    ({ id, act }: { id: string; act: AgentAct }) =>
      request<Agent>(`/api/agents/${encodeURIComponent(id)}/${act}`, { method: 'POST', body: {} }),
    [['agent'], ['server'], ['audit_event']],
  )
}
