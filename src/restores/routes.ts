import { defineRoute, type Route } from '../route.ts'
import { ServerParams } from '../servers/schema.ts'
import { getRestore } from './get-restore.ts'
import { listRestores } from './list-restores.ts'
import { ListRestoresQuery, Restore, RestoreInput, RestorePage, RestoreParams, RestoreStarted } from './schema.ts'
import { startRestore } from './start-restore.ts'

export const restoreRoutes: readonly Route[] = [
  defineRoute({
    method: 'POST',
    path: '/api/servers/:server_id/restores',
    operation_id: 'startRestore',
    tag: 'Restores',
    summary: 'Restore files of a recovery point, in place or elsewhere',
    access: 'signed_in',
    params: ServerParams,
    body: RestoreInput,
    reply: { status: 202, body: RestoreStarted },
    errors: [
      'not_found',
      'recovery_point_gone',
      'unsafe_snapshot',
      'method_unavailable',
      'agent_missing',
      'restore_running',
      'confirmation_required',
    ],
    handle: (ctx, input) => startRestore(ctx, input),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/restores',
    operation_id: 'listRestores',
    tag: 'Restores',
    summary: 'List restores, newest first',
    access: 'signed_in',
    query: ListRestoresQuery,
    reply: { status: 200, body: RestorePage },
    errors: ['invalid_cursor'],
    handle: (ctx, input) => listRestores(ctx, input),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/restores/:restore_id',
    operation_id: 'getRestore',
    tag: 'Restores',
    summary: 'Show a restore, how far it is and how it ended',
    access: 'signed_in',
    params: RestoreParams,
    reply: { status: 200, body: Restore },
    errors: ['not_found'],
    handle: (ctx, input) => getRestore(ctx, input),
  }),
]
