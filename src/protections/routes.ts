import { OrganizationParams } from '../organizations/schema.ts'
import { defineRoute, type Route } from '../route.ts'
import { ServerParams } from '../servers/schema.ts'
import { backUpNow } from './back-up-now.ts'
import { configureProtection } from './configure-protection.ts'
import { getProtection } from './get-protection.ts'
import { listPlaces } from './list-places.ts'
import { listPlacesByPlan } from './list-places-by-plan.ts'
import { listProtections } from './list-protections.ts'
import { previewPlaces } from './preview-places.ts'
import { previewSchedule } from './schedule/preview-schedule.ts'
import { SchedulePreview, SchedulePreviewInput } from './schedule/schema.ts'
import {
  BackUpNowInput,
  BackupStarted,
  ConfigureInput,
  PlacePreview,
  PlacePreviewInput,
  PlaceUseList,
  PlanPlacesList,
  Protection,
  ProtectionList,
  ProtectionParams,
  SwitchOffQuery,
  Toggled,
  ToggleInput,
} from './schema.ts'
import { toggleBackups } from './toggle-backups.ts'

const toggled = {
  status: 200,
  body: Toggled,
  or_accepted: 'The provider is at work, or an operator is needed; run_id says what to follow.',
} as const

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
    reply: toggled,
    errors: [
      'not_found',
      'subscription_required',
      'no_places_left',
      'place_on_other_plan',
      'would_destroy_recovery_points',
      'method_unavailable',
      'method_needed',
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
  defineRoute({
    method: 'GET',
    path: '/api/servers/:server_id/protections/:method',
    operation_id: 'getProtection',
    tag: 'Protections',
    summary: 'Show how one method protects a server',
    access: 'signed_in',
    params: ProtectionParams,
    reply: { status: 200, body: Protection },
    errors: ['not_found'],
    handle: (ctx, input) => getProtection(ctx, input),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/servers/:server_id/protections/:method',
    operation_id: 'configureProtection',
    tag: 'Protections',
    summary: 'Change schedule, retention and what is taken; what is left out stays',
    access: 'signed_in',
    params: ProtectionParams,
    body: ConfigureInput,
    reply: { status: 200, body: Protection },
    errors: ['not_found', 'method_unavailable', 'server_busy', 'server_missing', 'subscription_required'],
    handle: (ctx, input) => configureProtection(ctx, input),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/servers/:server_id/protections/:method',
    operation_id: 'switchMethodOff',
    tag: 'Protections',
    summary: 'Switch off one method of a server’s backups; the others go on',
    access: 'signed_in',
    commits_in_steps: true,
    params: ProtectionParams,
    query: SwitchOffQuery,
    reply: toggled,
    errors: [
      'not_found',
      'would_destroy_recovery_points',
      'method_needed',
      'server_busy',
      'server_missing',
      'provider_refused',
    ],
    handle: async (ctx, { server_id, method, confirm }, http) => {
      const result = await toggleBackups(ctx, { server_id, enable: false, methods: [method], confirm })
      if (result.run_id !== undefined) http.accepted()
      return result
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/places-preview',
    operation_id: 'previewPlaces',
    tag: 'Protections',
    summary: 'See which place each of these servers would take if its backups were switched on',
    access: 'signed_in',
    body: PlacePreviewInput,
    reply: { status: 200, body: PlacePreview },
    errors: ['not_found'],
    handle: (ctx, input) => previewPlaces(ctx, input),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/schedule-preview',
    operation_id: 'previewSchedule',
    tag: 'Protections',
    summary: 'See when a schedule would make its next backups, before it is saved',
    access: 'signed_in',
    body: SchedulePreviewInput,
    reply: { status: 200, body: SchedulePreview },
    errors: ['not_found'],
    handle: (ctx, input) => previewSchedule(ctx, input),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/servers/:server_id/backups',
    operation_id: 'backUpNow',
    tag: 'Protections',
    summary: 'Back up a server now, its files or by a snapshot',
    access: 'signed_in',
    params: ServerParams,
    body: BackUpNowInput,
    reply: { status: 202, body: BackupStarted },
    errors: [
      'not_found',
      'files_off',
      'snapshots_off',
      'backups_paused',
      'agent_missing',
      'method_unavailable',
      'would_replace_snapshot',
    ],
    handle: (ctx, input) => backUpNow(ctx, input),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/organizations/:organization_id/places',
    operation_id: 'listPlaces',
    tag: 'Protections',
    summary: 'List the places an organization has on its plans, and how many its servers take',
    access: { role: 'viewer' },
    params: OrganizationParams,
    reply: { status: 200, body: PlaceUseList },
    errors: ['not_found'],
    handle: (ctx, input) => listPlaces(ctx, input),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/places',
    operation_id: 'listPlacesByPlan',
    tag: 'Protections',
    summary: 'List the places of each plan, all organizations together, and how many servers take',
    access: 'operator',
    reply: { status: 200, body: PlanPlacesList },
    errors: [],
    handle: (ctx) => listPlacesByPlan(ctx),
  }),
]
