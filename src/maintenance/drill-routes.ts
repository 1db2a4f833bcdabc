import { defineRoute, type Route } from '../route.ts'
import { ServerParams } from '../servers/schema.ts'
import { listDrills } from './list-drills.ts'
import { DrillPage, DrillPointParams, DrillStarted, ListDrillsQuery } from './schema.ts'
import { startDrill } from './start-drill.ts'

export const drillRoutes: readonly Route[] = [
  defineRoute({
    method: 'POST',
    path: '/api/recovery-points/:recovery_point_id/drills',
    operation_id: 'startDrill',
    tag: 'Drills',
    summary: 'Prove that a recovery point can be restored',
    access: 'signed_in',
    params: DrillPointParams,
    reply: { status: 202, body: DrillStarted },
    errors: [
      'not_found',
      'recovery_point_gone',
      'method_unavailable',
      'forbidden',
      'image_drills_off',
      'drill_price',
      'server_busy',
    ],
    handle: (ctx, input) => startDrill(ctx, input),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/servers/:server_id/drills',
    operation_id: 'listDrills',
    tag: 'Drills',
    summary: 'List what drills of a server’s backups found',
    access: 'signed_in',
    params: ServerParams,
    query: ListDrillsQuery,
    reply: { status: 200, body: DrillPage },
    errors: ['not_found', 'invalid_cursor'],
    handle: (ctx, input) => listDrills(ctx, input),
  }),
]
