import { defineRoute, type Route } from '../../route.ts'
import { getOverview } from './get-overview.ts'
import { Overview, OverviewQuery } from './schema.ts'

export const overviewRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/overview',
    operation_id: 'getOverview',
    tag: 'Insights',
    summary: 'See how the fleet stands, each figure with the list that explains it',
    access: 'signed_in',
    query: OverviewQuery,
    reply: { status: 200, body: Overview },
    errors: ['not_found'],
    handle: (ctx, input) => getOverview(ctx, input),
  }),
]
