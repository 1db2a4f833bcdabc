import { defineRoute, type Route } from '../route.ts'
import { ServerParams } from '../servers/schema.ts'
import { listProtections } from './list-protections.ts'
import { ProtectionList, Toggled, ToggleInput } from './schema.ts'
import { toggleBackups } from './toggle-backups.ts'

export const protectionRoutes: readonly Route[] = [
  defineRoute({
    method: 'POST',
    path: '/api/servers/:server_id/toggle-backups',
    operation_id: 'toggleBackups',
    tag: 'Protections',
    summary: 'Switch a server’s backups on or off',
    access: 'signed_in',
    commits_in_steps: true,
    params: ServerParams,
    body: ToggleInput,
    reply: {
      status: 200,
      body: Toggled,
      or_accepted: 'The provider is at work, or an operator is needed; run_id says what to follow.',
    },
    errors: [
      'not_found',
      'subscription_required',
      'no_places_left',
      'would_destroy_recovery_points',
      'method_unavailable',
      'server_missing',
      'provider_refused',
    ],
    handle: async (ctx, input, http) => {
      const result = await toggleBackups(ctx, input)
      if (result.run_id !== undefined) http.accepted()
      return result
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/servers/:server_id/protections',
    operation_id: 'listProtections',
    tag: 'Protections',
    summary: 'List how a server is protected',
    access: 'signed_in',
    params: ServerParams,
    reply: { status: 200, body: ProtectionList },
    errors: ['not_found'],
    handle: (ctx, input) => listProtections(ctx, input),
  }),
]
