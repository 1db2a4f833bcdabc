import { defineRoute, type Route } from '../../route.ts'
import { ServerParams } from '../../servers/schema.ts'
import { readTimeline } from './read-timeline.ts'
import { Timeline } from './schema.ts'

export const timelineRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/servers/:server_id/timeline',
    operation_id: 'getTimeline',
    tag: 'Recovery points',
    summary: 'Get the history of a server, a letter for each day and method',
    access: 'signed_in',
    params: ServerParams,
    reply: { status: 200, body: Timeline },
    errors: ['not_found'],
    handle: (ctx, input) => readTimeline(ctx, input),
  }),
]
