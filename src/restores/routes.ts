import { RecoveryPointParams } from '../recovery-points/schema.ts'
import { defineRoute, type Route } from '../route.ts'
import { ServerParams } from '../servers/schema.ts'
import { getRestore } from './get-restore.ts'
import { getNewServerChoices } from './images/get-new-server-choices.ts'
import { getRestoreReview } from './images/get-restore-review.ts'
import { listRestores } from './list-restores.ts'
import { prepareRestore } from './prepare-restore.ts'
import {
  ListRestoresQuery,
  NewServerChoices,
  RestoreDetail,
  RestoreInput,
  RestorePage,
  RestoreParams,
  RestoreReview,
  RestoreStarted,
} from './schema.ts'
import { startRestore } from './start-restore.ts'

const providerErrors = [
  'provider_unavailable',
  'provider_rate_limited',
  'provider_unauthorized',
  'provider_forbidden',
  'provider_refused',
] as const

export const restoreRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/recovery-points/:recovery_point_id/new-server-choices',
    operation_id: 'getNewServerChoices',
    tag: 'Restores',
    summary: 'Ask the provider what a new server made of an image can be',
    access: 'signed_in',
    params: RecoveryPointParams,
    reply: { status: 200, body: NewServerChoices },
    errors: [
      'not_found',
      'forbidden',
      'method_unavailable',
      'recovery_point_gone',
      'recovery_point_expired',
      ...providerErrors,
    ],
    handle: (ctx, input) => getNewServerChoices(ctx, input),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/recovery-points/:recovery_point_id/restore-review',
    operation_id: 'getRestoreReview',
    tag: 'Restores',
    summary: 'Ask the provider whether an image fits back onto its server, and how long the like took',
    access: 'signed_in',
    params: RecoveryPointParams,
    reply: { status: 200, body: RestoreReview },
    errors: [
      'not_found',
      'forbidden',
      'method_unavailable',
      'recovery_point_gone',
      'recovery_point_expired',
      'server_missing',
      ...providerErrors,
    ],
    handle: (ctx, input) => getRestoreReview(ctx, input),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/servers/:server_id/restores',
    operation_id: 'startRestore',
    tag: 'Restores',
    summary: 'Restore a recovery point: files in place or elsewhere, an image in place or to a new server',
    access: 'signed_in',
    params: ServerParams,
    body: RestoreInput,
    reply: { status: 202, body: RestoreStarted },
    errors: [
      'not_found',
      'recovery_point_gone',
      'recovery_point_expired',
      'unsafe_snapshot',
      'method_unavailable',
      'agent_missing',
      'restore_running',
      'confirmation_required',
      'already_exists',
      'server_busy',
      'server_missing',
      'forbidden',
      ...providerErrors,
    ],
    prepare: (ctx, input) => prepareRestore(ctx, input),
    handle: (ctx, input, _http, wish) => startRestore(ctx, { ...input, wish }),
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
    reply: { status: 200, body: RestoreDetail },
    errors: ['not_found'],
    handle: (ctx, input) => getRestore(ctx, input),
  }),
]
