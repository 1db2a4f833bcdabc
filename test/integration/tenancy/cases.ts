import { billingCases } from './billing-cases.ts'
import { type Case, hidden, operatorsOnly, organization, server } from './case.ts'
import { fileCases } from './file-cases.ts'
import { notificationCases } from './notification-cases.ts'
import type { Target } from './world.ts'

const member =
  (rest = '') =>
  (t: Target) =>
    `/api/organizations/${t.organization_id}/members/${t.member_id}${rest}`
const run =
  (rest = '') =>
  (t: Target) =>
    `/api/runs/${t.run_id}${rest}`
const recommendation =
  (rest = '') =>
  (t: Target) =>
    `/api/recommendations/${t.recommendation_id}${rest}`
const account =
  (rest = '') =>
  (t: Target) =>
    `/api/provider-accounts/${t.provider_account_id}${rest}`
const operatorsAccount =
  (rest = '') =>
  (t: Target) =>
    `/api/provider-accounts/${t.operator_account_id}${rest}`
const connect = (t: Target) => ({ provider: 'digitalocean', label: `New ${t.user_id}`, credentials: { token: 'new' } })
const deployment = (t: Target) => ({
  name: t.server_id.replace('_', '-'),
  region: 'fra1',
  size: 's-1',
  image: 'debian-13',
})
const wrongToken = 'a-token-that-nobody-was-ever-given'
const newPassword = 'another horse battery'

/** Every route there is. A route without an entry fails the test: say here who may call it. */
export const cases: Record<string, readonly Case[]> = {
  'GET /api/setup': [{ allowed: 'anyone', status: 200, path: () => '/api/setup' }],
  'POST /api/setup': [
    {
      allowed: 'nobody',
      status: 410,
      path: () => '/api/setup',
      body: () => ({ token: wrongToken, name: 'Eve', email: 'eve@example.com', password: newPassword }),
    },
  ],
  'POST /api/password-resets/use': [
    {
      allowed: 'nobody',
      status: 410,
      path: () => '/api/password-resets/use',
      body: () => ({ token: wrongToken, password: newPassword }),
    },
  ],
  'POST /api/invitations/lookup': [
    { allowed: 'nobody', status: 410, path: () => '/api/invitations/lookup', body: () => ({ token: wrongToken }) },
  ],
  'POST /api/invitations/accept': [
    {
      allowed: 'nobody',
      status: 410,
      path: () => '/api/invitations/accept',
      body: () => ({ token: wrongToken, name: 'Eve', password: newPassword }),
    },
  ],
  'GET /api/me': [{ allowed: 'signed_in', status: 200, path: () => '/api/me' }],
  'PATCH /api/me': [
    { own: true, allowed: 'person', status: 200, path: () => '/api/me', body: () => ({ time_zone: 'Europe/Berlin' }) },
  ],
  'GET /api/sessions': [{ allowed: 'person', status: 200, path: () => '/api/sessions' }],
  'DELETE /api/sessions/:session_id': [
    // A session is its person's alone: not even an operator ends another's.
    { allowed: 'nobody', status: 404, path: (t) => `/api/sessions/${t.session_id}` },
  ],
  'DELETE /api/sessions': [{ allowed: 'person', status: 204, path: () => '/api/sessions' }],
  'GET /api/organizations': [{ allowed: 'signed_in', status: 200, path: () => '/api/organizations' }],
  'POST /api/organizations': [
    { allowed: 'operator', status: 201, path: () => '/api/organizations', body: (t) => ({ name: `New ${t.user_id}` }) },
  ],
  'GET /api/organizations/:organization_id': [{ allowed: 'viewer', status: 200, path: organization() }],
  'PATCH /api/organizations/:organization_id': [
    { allowed: 'owner', status: 200, path: organization(), body: (t) => ({ name: `Renamed ${t.user_id}` }) },
  ],
  'DELETE /api/organizations/:organization_id': [
    { allowed: 'operator', status: 204, path: organization(), destroys_organization: true },
  ],
  'GET /api/organizations/:organization_id/members': [
    { allowed: 'viewer', status: 200, path: organization('/members?limit=200') },
  ],
  'PATCH /api/organizations/:organization_id/members/:member_id': [
    { allowed: 'owner', status: 200, path: member(), body: () => ({ role: 'manager' }) },
  ],
  'DELETE /api/organizations/:organization_id/members/:member_id': [{ allowed: 'owner', status: 204, path: member() }],
  'POST /api/organizations/:organization_id/members/:member_id/password-reset': [
    { allowed: 'operator', status: 201, path: member('/password-reset') },
  ],
  'GET /api/organizations/:organization_id/invitations': [
    { allowed: 'manager', status: 200, path: organization('/invitations?limit=200') },
  ],
  'POST /api/organizations/:organization_id/invitations': [
    {
      allowed: 'owner',
      status: 201,
      path: organization('/invitations'),
      body: (t) => ({ email: `new-${t.user_id}@elsewhere.example`, role: 'owner' }),
    },
  ],
  'DELETE /api/organizations/:organization_id/invitations/:invitation_id': [
    {
      allowed: 'owner',
      status: 204,
      path: (t) => `/api/organizations/${t.organization_id}/invitations/${t.invitation_id}`,
    },
  ],
  'GET /api/operators': [{ allowed: 'operator', status: 200, path: () => '/api/operators' }],
  'DELETE /api/operators/:user_id': [
    { allowed: 'operator', status: 204, path: (t) => `/api/operators/${t.operator_user_id}` },
  ],
  'GET /api/operator-invitations': [{ allowed: 'operator', status: 200, path: () => '/api/operator-invitations' }],
  'POST /api/operator-invitations': [
    {
      allowed: 'operator',
      status: 201,
      path: () => '/api/operator-invitations',
      body: (t) => ({ email: `new-${t.user_id}@elsewhere.example` }),
    },
  ],
  'DELETE /api/operator-invitations/:invitation_id': [
    { allowed: 'operator', status: 204, path: (t) => `/api/operator-invitations/${t.operator_invitation_id}` },
    // An organization's invitation is none of these, whoever asks.
    { allowed: 'nobody', status: 404, path: (t) => `/api/operator-invitations/${t.invitation_id}` },
  ],
  'GET /api/api-keys': [
    { allowed: 'manager', status: 200, path: (t) => `/api/api-keys?organization_id=${t.organization_id}&limit=200` },
  ],
  'POST /api/api-keys': [
    {
      allowed: 'manager',
      status: 201,
      path: () => '/api/api-keys',
      body: (t) => ({ name: 'mine', organization_id: t.organization_id, role: 'viewer' }),
    },
    {
      allowed: 'owner',
      status: 201,
      path: () => '/api/api-keys',
      body: (t) => ({ name: 'mine', organization_id: t.organization_id, role: 'owner' }),
    },
    { allowed: 'operator', status: 201, path: () => '/api/api-keys', body: () => ({ name: 'mine', operator: true }) },
  ],
  'DELETE /api/api-keys/:api_key_id': [{ allowed: 'owner', status: 204, path: (t) => `/api/api-keys/${t.api_key_id}` }],
  'GET /api/servers': [
    { allowed: 'signed_in', status: 200, path: () => '/api/servers?limit=200' },
    { allowed: 'viewer', status: 200, path: (t) => `/api/servers?organization_id=${t.organization_id}` },
  ],
  'GET /api/servers/counts': [
    { allowed: 'signed_in', status: 200, path: () => '/api/servers/counts' },
    { allowed: 'viewer', status: 200, path: (t) => `/api/servers/counts?organization_id=${t.organization_id}` },
  ],
  'GET /api/servers/export.csv': [
    { allowed: 'signed_in', status: 200, path: () => '/api/servers/export.csv' },
    { allowed: 'viewer', status: 200, path: (t) => `/api/servers/export.csv?organization_id=${t.organization_id}` },
    { allowed: 'viewer', status: 200, path: (t) => `/api/servers/export.csv?server_ids=${t.server_id}` },
  ],
  'POST /api/servers/export.csv': [
    {
      allowed: 'viewer',
      status: 200,
      path: () => '/api/servers/export.csv',
      body: (t) => ({ server_ids: [t.server_id] }),
    },
  ],
  'GET /api/overview': [
    { allowed: 'signed_in', status: 200, path: () => '/api/overview' },
    { allowed: 'viewer', status: 200, path: (t) => `/api/overview?organization_id=${t.organization_id}` },
  ],
  'GET /api/recommendations': [
    { allowed: 'signed_in', status: 200, path: () => '/api/recommendations?limit=200' },
    { allowed: 'viewer', status: 200, path: (t) => `/api/recommendations?organization_id=${t.organization_id}` },
  ],
  'POST /api/recommendations/:recommendation_id/apply': [
    { allowed: 'manager', status: 200, path: recommendation('/apply') },
  ],
  'POST /api/recommendations/:recommendation_id/snooze': [
    {
      allowed: 'manager',
      status: 200,
      path: recommendation('/snooze'),
      body: () => ({ until: '2100-01-01T00:00:00.000Z' }),
    },
  ],
  'POST /api/recommendations/:recommendation_id/dismiss': [
    { allowed: 'manager', status: 200, path: recommendation('/dismiss'), body: () => ({ why: 'Not wanted' }) },
  ],
  'POST /api/servers': [
    {
      allowed: 'manager',
      status: 201,
      path: () => '/api/servers',
      body: (t) => ({ ...deployment(t), provider_account_id: t.provider_account_id }),
    },
    {
      allowed: 'operator',
      status: 201,
      refused: hidden,
      path: () => '/api/servers',
      body: (t) => ({
        ...deployment(t),
        provider_account_id: t.operator_account_id,
        organization_id: t.organization_id,
      }),
    },
    {
      allowed: 'operator',
      status: 201,
      refused: operatorsOnly,
      path: () => '/api/servers',
      body: (t) => ({ ...deployment(t), provider_account_id: t.provider_account_id, plan_type: 'pro' }),
    },
  ],
  'GET /api/servers/:server_id': [{ allowed: 'viewer', status: 200, path: server() }],
  'PATCH /api/servers/:server_id': [
    {
      allowed: 'manager',
      status: 200,
      path: server(),
      body: (t) => ({ name: `Renamed ${t.server_id}`, critical: true }),
    },
    { allowed: 'operator', status: 200, refused: operatorsOnly, path: server(), body: () => ({ plan_type: 'pro' }) },
  ],
  'POST /api/bulk/adopt': [
    {
      allowed: 'operator',
      status: 200,
      path: () => '/api/bulk/adopt',
      body: (t) => ({ server_ids: [t.server_id], organization_id: t.organization_id }),
    },
  ],
  'GET /api/runs': [
    { allowed: 'signed_in', status: 200, path: () => '/api/runs?limit=200' },
    { allowed: 'viewer', status: 200, path: (t) => `/api/runs?organization_id=${t.organization_id}&limit=200` },
    { allowed: 'signed_in', status: 200, path: (t) => `/api/runs?server_id=${t.server_id}` },
  ],
  'GET /api/runs/:run_id': [
    { allowed: 'viewer', status: 200, path: run() },
    { allowed: 'operator', status: 200, refused: hidden, path: (t) => `/api/runs/${t.operator_run_id}` },
  ],
  'GET /api/run-log-lines': [
    { allowed: 'signed_in', status: 200, path: () => '/api/run-log-lines?q=a%20line&limit=200' },
    {
      allowed: 'viewer',
      status: 200,
      path: (t) => `/api/run-log-lines?q=a%20line&organization_id=${t.organization_id}&limit=200`,
    },
    { allowed: 'signed_in', status: 200, path: (t) => `/api/run-log-lines?q=a%20line&server_id=${t.server_id}` },
  ],
  'GET /api/runs/:run_id/log': [{ allowed: 'viewer', status: 200, path: run('/log') }],
  'POST /api/runs/:run_id/cancel': [
    { allowed: 'manager', status: 200, path: run('/cancel') },
    { allowed: 'operator', status: 200, refused: hidden, path: (t) => `/api/runs/${t.operator_run_id}/cancel` },
  ],
  'GET /api/providers': [{ allowed: 'signed_in', status: 200, path: () => '/api/providers' }],
  'GET /api/provider-accounts': [
    {
      allowed: 'manager',
      status: 200,
      path: (t) => `/api/provider-accounts?organization_id=${t.organization_id}&limit=200`,
    },
  ],
  'POST /api/provider-accounts': [
    {
      allowed: 'owner',
      status: 201,
      path: () => '/api/provider-accounts',
      body: (t) => ({ ...connect(t), organization_id: t.organization_id }),
    },
    { allowed: 'operator', status: 201, path: () => '/api/provider-accounts', body: connect },
    {
      allowed: 'operator',
      status: 201,
      refused: operatorsOnly,
      path: () => '/api/provider-accounts',
      body: (t) => ({ ...connect(t), organization_id: t.organization_id, endpoint: 'http://127.0.0.1:9' }),
    },
  ],
  'GET /api/provider-accounts/:provider_account_id': [
    { allowed: 'manager', status: 200, path: account() },
    { allowed: 'operator', status: 200, refused: hidden, path: operatorsAccount() },
  ],
  'PATCH /api/provider-accounts/:provider_account_id': [
    {
      allowed: 'owner',
      status: 200,
      path: account(),
      body: () => ({ label: 'Renamed', credentials: { token: 'other' } }),
    },
    { allowed: 'operator', status: 200, refused: hidden, path: operatorsAccount(), body: () => ({ label: 'Renamed' }) },
    {
      allowed: 'operator',
      status: 200,
      refused: operatorsOnly,
      path: account(),
      body: () => ({ endpoint: 'http://127.0.0.1:19', credentials: { token: 'other' } }),
    },
  ],
  'DELETE /api/provider-accounts/:provider_account_id': [
    { allowed: 'owner', status: 204, path: account() },
    { allowed: 'operator', status: 204, refused: hidden, path: operatorsAccount() },
  ],
  'POST /api/provider-accounts/:provider_account_id/check': [
    { allowed: 'manager', status: 200, path: account('/check') },
    { allowed: 'operator', status: 200, refused: hidden, path: operatorsAccount('/check') },
  ],
  'POST /api/provider-accounts/:provider_account_id/sync': [
    { allowed: 'manager', status: 202, path: account('/sync') },
    { allowed: 'operator', status: 202, refused: hidden, path: operatorsAccount('/sync') },
  ],
  'GET /api/operator-tasks': [{ allowed: 'operator', status: 200, path: () => '/api/operator-tasks?limit=200' }],
  'POST /api/operator-tasks/:operator_task_id/close': [
    { allowed: 'operator', status: 200, path: (t) => `/api/operator-tasks/${t.operator_task_id}/close` },
  ],
  'GET /api/audit-events': [
    { allowed: 'manager', status: 200, path: (t) => `/api/audit-events?organization_id=${t.organization_id}` },
    {
      allowed: 'manager',
      status: 200,
      path: (t) => `/api/audit-events?organization_id=${t.organization_id}&target_id=${t.user_id}`,
    },
  ],
  'POST /api/servers/:server_id/toggle-backups': [
    { allowed: 'manager', status: 200, path: server('/toggle-backups'), body: () => ({ enable: false }) },
    // Those who may get as far as the provider, which does not know this server.
    { allowed: 'manager', status: 409, path: server('/toggle-backups'), body: () => ({ enable: true }) },
  ],
  'GET /api/servers/:server_id/protection-options': [
    {
      allowed: 'viewer',
      status: 200,
      path: (t) => `/api/servers/${t.server_id}/protection-options?plan_id=${t.plan_id}`,
    },
  ],
  'DELETE /api/servers/:server_id/protections/:method': [
    { allowed: 'manager', status: 200, path: server('/protections/snapshot') },
  ],
  'GET /api/servers/:server_id/protections': [{ allowed: 'viewer', status: 200, path: server('/protections') }],
  'GET /api/places': [{ allowed: 'operator', status: 200, path: () => '/api/places' }],
  'GET /api/organizations/:organization_id/places': [{ allowed: 'viewer', status: 200, path: organization('/places') }],
  'POST /api/bulk/toggle-backups': [
    {
      allowed: 'manager',
      status: 202,
      refused: hidden,
      path: () => '/api/bulk/toggle-backups',
      body: (t) => ({ enable: true, server_ids: [t.server_id] }),
    },
  ],
  'POST /api/bulk/backups': [
    {
      allowed: 'manager',
      status: 202,
      refused: hidden,
      path: () => '/api/bulk/backups',
      body: (t) => ({ server_ids: [t.server_id] }),
    },
  ],
  'POST /api/bulk/restores/preview': [
    {
      allowed: 'manager',
      status: 200,
      refused: hidden,
      path: () => '/api/bulk/restores/preview',
      body: (t) => ({ server_ids: [t.server_id] }),
    },
  ],
  // The server has no image: 409 says so to whoever may, and everybody else does not learn that much.
  'POST /api/bulk/restores': [
    {
      allowed: 'manager',
      status: 409,
      refused: hidden,
      path: () => '/api/bulk/restores',
      body: (t) => ({ server_ids: [t.server_id], mode: 'new_server', confirm: 1 }),
    },
  ],
  'GET /api/bulk/runs/:run_id/servers': [
    { allowed: 'viewer', status: 200, path: (t) => `/api/bulk/runs/${t.run_id}/servers` },
  ],
  'POST /api/bulk/mark-critical': [
    {
      allowed: 'manager',
      status: 200,
      refused: hidden,
      path: () => '/api/bulk/mark-critical',
      body: (t) => ({ server_ids: [t.server_id], critical: true }),
    },
  ],
  'GET /api/installation': [{ allowed: 'operator', status: 200, path: () => '/api/installation' }],
  'GET /api/demo': [{ allowed: 'operator', status: 200, path: () => '/api/demo' }],
  // There is none here: what it takes away is told by its own test.
  'DELETE /api/demo': [{ allowed: 'operator', status: 204, path: () => '/api/demo' }],
  ...billingCases,
  ...fileCases,
  ...notificationCases,
}

/** Routes that answer everybody the same; what they say is tested where they stand. */
export const sameForEverybody = ['GET /healthz', 'GET /readyz', 'GET /api/openapi.json', 'GET /api/docs']
