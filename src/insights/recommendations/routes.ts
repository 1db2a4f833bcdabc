import { defineRoute, type Route } from '../../route.ts'
import { applyRecommendation } from './apply-recommendation.ts'
import { dismissRecommendation } from './dismiss-recommendation.ts'
import { listRecommendations } from './list-recommendations.ts'
import {
  DismissInput,
  ListRecommendationsQuery,
  Recommendation,
  RecommendationPage,
  RecommendationParams,
  SnoozeInput,
} from './schema.ts'
import { snoozeRecommendation } from './snooze-recommendation.ts'

const tag = 'Insights'

export const recommendationRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/recommendations',
    operation_id: 'listRecommendations',
    tag,
    summary: 'List what would do you good, the most urgent first, with reasons and effects',
    access: 'signed_in',
    query: ListRecommendationsQuery,
    reply: { status: 200, body: RecommendationPage },
    errors: ['not_found', 'invalid_cursor'],
    handle: (ctx, input) => listRecommendations(ctx, input),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/recommendations/:recommendation_id/apply',
    operation_id: 'applyRecommendation',
    tag,
    summary: 'Do what a recommendation says; again, it answers what came of it',
    access: 'signed_in',
    params: RecommendationParams,
    reply: { status: 200, body: Recommendation },
    errors: [
      'not_found',
      'forbidden',
      'conflict',
      'subscription_required',
      'no_places_left',
      'method_unavailable',
      'server_missing',
      'provider_refused',
      'files_off',
      'snapshots_off',
      'would_replace_snapshot',
      'backups_paused',
      'agent_missing',
      'plan_retired',
    ],
    commits_in_steps: true,
    handle: (ctx, input) => applyRecommendation(ctx, input),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/recommendations/:recommendation_id/snooze',
    operation_id: 'snoozeRecommendation',
    tag,
    summary: 'Put a recommendation off until a time',
    access: 'signed_in',
    params: RecommendationParams,
    body: SnoozeInput,
    reply: { status: 200, body: Recommendation },
    errors: ['not_found', 'forbidden', 'invalid_request'],
    handle: (ctx, input) => snoozeRecommendation(ctx, input),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/recommendations/:recommendation_id/dismiss',
    operation_id: 'dismissRecommendation',
    tag,
    summary: 'Say that a recommendation is not wanted; it comes back when its facts change materially',
    access: 'signed_in',
    params: RecommendationParams,
    body: DismissInput,
    reply: { status: 200, body: Recommendation },
    errors: ['not_found', 'forbidden'],
    handle: (ctx, input) => dismissRecommendation(ctx, input),
  }),
]
