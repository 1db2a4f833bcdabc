import { defineRoute, type Route } from '../../route.ts'
import { ServerParams } from '../../servers/schema.ts'
import { DrillStarted } from '../schema.ts'
import { getImageDrills } from './get-image-drills.ts'
import { ImageDrills, ImageDrillsInput } from './schema.ts'
import { setImageDrills } from './set-image-drills.ts'
import { startImageDrill } from './start-image-drill.ts'
import { stopImageDrills } from './stop-image-drills.ts'

const tag = 'Drills'
const path = '/api/servers/:server_id/image-drills'

export const imageDrillRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path,
    operation_id: 'getImageDrills',
    tag,
    summary: 'Show whether images of a server are tried on throw-away servers',
    access: 'signed_in',
    params: ServerParams,
    reply: { status: 200, body: ImageDrills },
    errors: ['not_found'],
    handle: (ctx, input) => getImageDrills(ctx, input),
  }),
  defineRoute({
    method: 'PUT',
    path,
    operation_id: 'setImageDrills',
    tag,
    summary: 'Try the newest image of a server every week on a throw-away server, up to a price',
    access: 'operator',
    params: ServerParams,
    body: ImageDrillsInput,
    reply: { status: 200, body: ImageDrills },
    errors: ['not_found', 'method_unavailable'],
    handle: (ctx, input) => setImageDrills(ctx, input),
  }),
  defineRoute({
    method: 'DELETE',
    path,
    operation_id: 'stopImageDrills',
    tag,
    summary: 'Try images of a server no more',
    access: 'operator',
    params: ServerParams,
    reply: { status: 204 },
    errors: ['not_found'],
    handle: (ctx, input) => stopImageDrills(ctx, input),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/servers/:server_id/drills',
    operation_id: 'startImageDrill',
    tag,
    summary: 'Prove the newest good image of a server on a throw-away server now',
    access: 'signed_in',
    params: ServerParams,
    reply: { status: 202, body: DrillStarted },
    errors: [
      'not_found',
      'forbidden',
      'image_drills_off',
      'drill_price',
      'recovery_point_gone',
      'recovery_point_expired',
      'method_unavailable',
      'server_busy',
    ],
    handle: (ctx, input) => startImageDrill(ctx, input),
  }),
]
