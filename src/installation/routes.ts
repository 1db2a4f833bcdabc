import { defineRoute, type Route } from '../route.ts'
import { getInstallation, type ProcessFacts } from './get-installation.ts'
import { Installation } from './schema.ts'

export const installationRoutes = (facts: ProcessFacts): readonly Route[] => [
  defineRoute({
    method: 'GET',
    path: '/api/installation',
    operation_id: 'getInstallation',
    tag: 'Installation',
    summary: 'Tell what runs here: versions, database, queue',
    access: 'operator',
    reply: { status: 200, body: Installation },
    errors: [],
    handle: (ctx) => getInstallation(ctx, facts),
  }),
]
