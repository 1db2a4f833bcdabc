import { defineRoute, type Route } from '../route.ts'
import { getDemo } from './get-demo.ts'
import { removeDemo } from './remove-demo.ts'
import { Demo } from './schema.ts'

export const demoRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/demo',
    operation_id: 'getDemo',
    tag: 'Installation',
    summary: 'Tell whether demo data is here',
    access: 'operator',
    reply: { status: 200, body: Demo },
    errors: [],
    handle: (ctx) => getDemo(ctx),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/demo',
    operation_id: 'removeDemo',
    tag: 'Installation',
    summary: 'Remove the demo with all its customers, servers and sandbox clouds, for good',
    access: 'operator',
    reply: { status: 204 },
    errors: ['conflict'],
    handle: (ctx) => removeDemo(ctx),
  }),
]
