import { defineRoute, type Route } from '../route.ts'
import { ServerParams } from '../servers/schema.ts'
import { acknowledgeRecoveryPoint } from './acknowledge-recovery-point.ts'
import { countRecoveryPoints } from './count-recovery-points.ts'
import { getRecoveryPoint } from './get-recovery-point.ts'
import { keepImage } from './keep/keep-image.ts'
import { listRecoveryPoints } from './list-recovery-points.ts'
import { recoverRecoveryPoint } from './recover-recovery-point.ts'
import {
  AcknowledgeInput,
  KeepStarted,
  ListRecoveryPointsQuery,
  RecoveryPoint,
  RecoveryPointCounts,
  RecoveryPointPage,
  RecoveryPointParams,
} from './schema.ts'

export const recoveryPointRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/servers/:server_id/recovery-points',
    operation_id: 'listRecoveryPoints',
    tag: 'Recovery points',
    summary: 'List the recovery points of a server, newest first',
    access: 'signed_in',
    params: ServerParams,
    query: ListRecoveryPointsQuery,
    reply: { status: 200, body: RecoveryPointPage },
    errors: ['not_found', 'invalid_cursor'],
    handle: (ctx, input) => listRecoveryPoints(ctx, input),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/servers/:server_id/recovery-points/counts',
    operation_id: 'countRecoveryPoints',
    tag: 'Recovery points',
    summary: 'Count the recovery points of a server by kind',
    access: 'signed_in',
    params: ServerParams,
    reply: { status: 200, body: RecoveryPointCounts },
    errors: ['not_found'],
    handle: (ctx, input) => countRecoveryPoints(ctx, input),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/recovery-points/:recovery_point_id',
    operation_id: 'getRecoveryPoint',
    tag: 'Recovery points',
    summary: 'Get a recovery point',
    access: 'signed_in',
    params: RecoveryPointParams,
    reply: { status: 200, body: RecoveryPoint },
    errors: ['not_found'],
    handle: (ctx, input) => getRecoveryPoint(ctx, input),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/recovery-points/:recovery_point_id/acknowledge',
    operation_id: 'acknowledgeRecoveryPoint',
    tag: 'Recovery points',
    summary: 'Say that somebody has looked at a warning, so that retention goes on',
    access: 'signed_in',
    params: RecoveryPointParams,
    body: AcknowledgeInput,
    reply: { status: 200, body: RecoveryPoint },
    errors: ['not_found', 'forbidden'],
    handle: (ctx, input) => acknowledgeRecoveryPoint(ctx, input),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/recovery-points/:recovery_point_id/recover',
    operation_id: 'recoverRecoveryPoint',
    tag: 'Recovery points',
    summary: 'Bring a backup that retention let go back from the trash',
    access: 'signed_in',
    params: RecoveryPointParams,
    reply: { status: 200, body: RecoveryPoint },
    errors: ['not_found', 'forbidden', 'snapshot_gone', 'repository_in_maintenance', 'method_unavailable', 'conflict'],
    handle: (ctx, input) => recoverRecoveryPoint(ctx, input),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/recovery-points/:recovery_point_id/keep',
    operation_id: 'keepRecoveryPoint',
    tag: 'Recovery points',
    summary: "Keep one of the provider's own backups beyond its time, as a snapshot that is billed by the GB",
    access: 'signed_in',
    params: RecoveryPointParams,
    reply: { status: 202, body: KeepStarted },
    errors: [
      'not_found',
      'forbidden',
      'recovery_point_gone',
      'recovery_point_expired',
      'method_unavailable',
      'server_missing',
    ],
    handle: (ctx, input) => keepImage(ctx, input),
  }),
]
