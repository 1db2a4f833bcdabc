import type { Recommendation, RecommendationState } from '../../../src/insights/recommendations/schema.ts'
import { keys } from './keys.ts'
import { request } from './request.ts'
import type { List } from './types.ts'
import { useChange } from './use-change.ts'
import { useList } from './use-list.ts'

type Page = List<Recommendation> & { as_of: string | null }

const act = (id: string, verb: string, body: Record<string, unknown>) =>
  request<Recommendation>(`/api/recommendations/${encodeURIComponent(id)}/${verb}`, { method: 'POST', body })

export function useRecommendations(
  state: RecommendationState,
  { organization_id, ...options }: { organization_id?: string; limit?: number } = {},
) {
  const query = { state, organization_id }
  return useList<Recommendation, Page>(keys.recommendations(query), '/api/recommendations', {
    query,
    ...options,
  })
}

export function useApplyRecommendation() {
  return useChange(
    (id: string) => request<Recommendation>(`/api/recommendations/${encodeURIComponent(id)}/apply`, { method: 'POST' }),
    [['recommendation'], ['server'], ['run'], ['subscription'], ['overview'], ['audit_event']],
  )
}

export function useSnoozeRecommendation() {
  return useChange(({ id, until }: { id: string; until: string }) => act(id, 'snooze', { until }), [['recommendation']])
}

export function useDismissRecommendation() {
  return useChange(
    ({ id, why }: { id: string; why: string }) => act(id, 'dismiss', { why }),
    [['recommendation'], ['audit_event']],
  )
}
