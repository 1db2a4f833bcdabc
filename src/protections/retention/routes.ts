import { defineRoute, type Route } from '../../route.ts'
import { ServerParams } from '../../servers/schema.ts'
import { Method } from '../schema.ts'
import { previewRetention } from './preview-retention.ts'
import { releaseRetention } from './release-retention.ts'
import { ReleasedRetention, RetentionPreview, RetentionPreviewInput } from './schema.ts'

export const retentionRoutes: readonly Route[] = [
  defineRoute({
    method: 'POST',
    path: '/api/retention-preview',
    operation_id: 'previewRetention',
    tag: 'Protections',
    summary: 'See what retention rules would keep and let go, before they are saved',
    access: 'signed_in',
    body: RetentionPreviewInput,
    reply: { status: 200, body: RetentionPreview },
    errors: ['not_found'],
    handle: (ctx, input) => previewRetention(ctx, input),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/servers/:server_id/protections/:method/release-retention',
    operation_id: 'releaseRetention',
    tag: 'Protections',
    summary: 'Let retention go on although no backup succeeded lately',
    access: 'signed_in',
    params: ServerParams.extend({ method: Method }),
    reply: { status: 200, body: ReleasedRetention },
    errors: ['not_found', 'forbidden'],
    handle: (ctx, input) => releaseRetention(ctx, input),
  }),
]
