import { agentCases } from './agent-cases.ts'
import { type Case, hidden, server } from './case.ts'
import type { Target } from './world.ts'

const recoveryPoint =
  (rest = '') =>
  (t: Target) =>
    `/api/recovery-points/${t.recovery_point_id}${rest}`
const repository =
  (rest = '') =>
  (t: Target) =>
    `/api/repositories/${t.repository_id}${rest}`

/** Agents, repositories, recovery points and what is done with them. */
export const fileCases: Record<string, readonly Case[]> = {
  'GET /api/servers/:server_id/recovery-points': [{ allowed: 'viewer', status: 200, path: server('/recovery-points') }],
  'GET /api/servers/:server_id/recovery-points/counts': [
    { allowed: 'viewer', status: 200, path: server('/recovery-points/counts') },
  ],
  'GET /api/servers/:server_id/timeline': [{ allowed: 'viewer', status: 200, path: server('/timeline') }],
  'GET /api/recovery-points/:recovery_point_id': [{ allowed: 'viewer', status: 200, path: recoveryPoint() }],
  'POST /api/recovery-points/:recovery_point_id/acknowledge': [
    { allowed: 'manager', status: 200, path: recoveryPoint('/acknowledge'), body: () => ({ and_older: true }) },
  ],
  'POST /api/recovery-points/:recovery_point_id/recover': [
    { allowed: 'manager', status: 200, path: recoveryPoint('/recover') },
  ],
  'POST /api/recovery-points/:recovery_point_id/keep': [
    // Files are kept by rules, which those may hear who could have kept an image.
    { allowed: 'manager', status: 409, path: recoveryPoint('/keep'), refused: { at_home: 403, elsewhere: 404 } },
  ],
  'GET /api/repositories': [
    { allowed: 'signed_in', status: 200, path: () => '/api/repositories?limit=200' },
    { allowed: 'signed_in', status: 200, path: (t) => `/api/repositories?server_id=${t.server_id}` },
  ],
  'GET /api/repositories/:repository_id': [{ allowed: 'viewer', status: 200, path: repository() }],
  'GET /api/repositories/:repository_id/recovery-kit': [
    { allowed: 'owner', status: 200, path: repository('/recovery-kit') },
  ],
  'GET /api/storage-locations': [{ allowed: 'operator', status: 200, path: () => '/api/storage-locations' }],
  'POST /api/storage-locations': [
    {
      allowed: 'operator',
      status: 201,
      path: () => '/api/storage-locations',
      body: (t) => ({
        name: `New ${t.user_id}`,
        kind: 'disk',
        failure_domain: 'a building',
      }),
    },
  ],
  'PATCH /api/storage-locations/:storage_location_id': [
    {
      allowed: 'operator',
      status: 200,
      path: (t) => `/api/storage-locations/${t.storage_location_id}`,
      body: (t) => ({ name: `Renamed ${t.user_id}` }),
    },
  ],
  // Agents are no callers: whoever calls without their protocol's version is told to upgrade, and no key or session counts.
  'GET /api/servers/:server_id/protections/:method': [
    { allowed: 'viewer', status: 200, path: server('/protections/files') },
  ],
  'PUT /api/servers/:server_id/protections/:method': [
    {
      allowed: 'manager',
      status: 200,
      path: server('/protections/files'),
      body: () => ({}),
      refused: { at_home: 403, elsewhere: 404 },
    },
  ],
  'POST /api/servers/:server_id/backups': [
    // Files that are not backed up: nobody can start one.
    { allowed: 'manager', status: 409, path: server('/backups'), refused: { at_home: 403, elsewhere: 404 } },
  ],
  'POST /api/servers/:server_id/restores': [
    {
      allowed: 'manager',
      // No agent runs there.
      status: 409,
      path: server('/restores'),
      body: (t) => ({ recovery_point_id: t.recovery_point_id, mode: 'in_place' }),
      refused: { at_home: 403, elsewhere: 404 },
    },
  ],
  'GET /api/recovery-points/:recovery_point_id/new-server-choices': [
    // Files make no server, which those may hear who could have made one.
    {
      allowed: 'manager',
      status: 409,
      path: recoveryPoint('/new-server-choices'),
      refused: { at_home: 403, elsewhere: 404 },
    },
  ],
  'GET /api/recovery-points/:recovery_point_id/restore-review': [
    // Files go back by other ways.
    {
      allowed: 'manager',
      status: 409,
      path: recoveryPoint('/restore-review'),
      refused: { at_home: 403, elsewhere: 404 },
    },
  ],
  'POST /api/servers/:server_id/root-password': [
    // Nothing waits for anybody.
    { allowed: 'manager', status: 410, path: server('/root-password'), refused: { at_home: 403, elsewhere: 404 } },
  ],
  'GET /api/restores': [{ allowed: 'signed_in', status: 200, path: () => '/api/restores?limit=200' }],
  'GET /api/restores/:restore_id': [
    { allowed: 'nobody', status: 404, path: () => `/api/restores/rst_${'0'.repeat(26)}` },
  ],
  'POST /api/recovery-points/:recovery_point_id/drills': [
    { allowed: 'manager', status: 202, path: recoveryPoint('/drills'), refused: { at_home: 403, elsewhere: 404 } },
  ],
  'POST /api/servers/:server_id/drills': [
    // Nobody switched them on.
    { allowed: 'manager', status: 409, path: server('/drills'), refused: { at_home: 403, elsewhere: 404 } },
  ],
  'GET /api/servers/:server_id/image-drills': [{ allowed: 'viewer', status: 200, path: server('/image-drills') }],
  'PUT /api/servers/:server_id/image-drills': [
    {
      allowed: 'operator',
      status: 200,
      path: server('/image-drills'),
      body: () => ({ ceiling: { amount_minor: 100, currency: 'EUR' } }),
    },
  ],
  'DELETE /api/servers/:server_id/image-drills': [{ allowed: 'operator', status: 204, path: server('/image-drills') }],
  'GET /api/servers/:server_id/drills': [{ allowed: 'viewer', status: 200, path: server('/drills') }],
  'GET /api/servers/:server_id/storage-usage': [{ allowed: 'viewer', status: 200, path: server('/storage-usage') }],
  'GET /api/servers/:server_id/margin': [{ allowed: 'operator', status: 200, path: server('/margin') }],
  'GET /api/analytics/storage': [
    { allowed: 'signed_in', status: 200, path: () => '/api/analytics/storage?by=organization' },
    { allowed: 'signed_in', status: 200, path: () => '/api/analytics/storage?by=organization&sort=-bytes' },
    {
      allowed: 'viewer',
      status: 200,
      refused: hidden,
      path: (t) => `/api/analytics/storage?organization_id=${t.organization_id}`,
    },
  ],
  'GET /api/analytics/cost': [{ allowed: 'operator', status: 200, path: () => '/api/analytics/cost?by=organization' }],
  'GET /api/analytics/money': [{ allowed: 'operator', status: 200, path: () => '/api/analytics/money' }],
  'GET /api/analytics/export.csv': [
    { allowed: 'operator', status: 200, path: () => '/api/analytics/export.csv?table=margin' },
    { allowed: 'operator', status: 200, path: () => '/api/analytics/export.csv?table=storage' },
  ],
  'GET /api/analytics/revenue': [
    { allowed: 'operator', status: 200, path: () => '/api/analytics/revenue?by=organization&sort=-margin' },
  ],
  'POST /api/retention-preview': [
    {
      allowed: 'viewer',
      status: 200,
      refused: hidden,
      path: () => '/api/retention-preview',
      body: (t) => ({ server_id: t.server_id, rules: { daily: 7 } }),
    },
  ],
  'POST /api/schedule-preview': [
    {
      allowed: 'viewer',
      status: 200,
      refused: hidden,
      path: () => '/api/schedule-preview',
      body: (t) => ({ server_id: t.server_id, schedule: { every: 'day', at: ['02:00'], time_zone: 'Europe/Berlin' } }),
    },
  ],
  'POST /api/places-preview': [
    {
      allowed: 'viewer',
      status: 200,
      refused: hidden,
      path: () => '/api/places-preview',
      body: (t) => ({ server_ids: [t.server_id] }),
    },
  ],
  'POST /api/servers/:server_id/protections/:method/release-retention': [
    { allowed: 'manager', status: 200, path: server('/protections/files/release-retention'), body: () => ({}) },
  ],
  // This recovery point has no repository, so those who may hear that there are no files to be had.
  'GET /api/recovery-points/:recovery_point_id/files': [
    { allowed: 'viewer', status: 409, path: recoveryPoint('/files') },
  ],
  'GET /api/recovery-points/:recovery_point_id/file-versions': [
    { allowed: 'viewer', status: 409, path: recoveryPoint('/file-versions?path=/etc') },
  ],
  'GET /api/recovery-points/:recovery_point_id/download': [
    { allowed: 'manager', status: 409, path: recoveryPoint('/download?path=/etc') },
  ],
  'GET /api/servers/:server_id/files': [{ allowed: 'viewer', status: 200, path: server('/files?q=a') }],
  ...agentCases,
}
