import { defineRoute, type Route } from '../../route.ts'
import { ServerParams } from '../../servers/schema.ts'
import { listProtectionOptions } from './list-protection-options.ts'
import { MethodOffers, MethodsQuery } from './schema.ts'

export const plannerRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/servers/:server_id/protection-options',
    operation_id: 'listProtectionOptions',
    tag: 'Protections',
    summary: 'List how a server could be protected under a plan, what that costs, and why other ways do not do',
    access: 'signed_in',
    params: ServerParams,
    query: MethodsQuery,
    reply: { status: 200, body: MethodOffers },
    errors: ['not_found'],
    handle: (ctx, input) => listProtectionOptions(ctx, input),
  }),
]
