import { type Case, hidden } from './case.ts'
import type { Target } from './world.ts'

const target =
  (rest = '') =>
  (t: Target) =>
    `/api/notification-targets/${t.notification_target_id}${rest}`
const operatorsTarget =
  (rest = '') =>
  (t: Target) =>
    `/api/notification-targets/${t.operator_notification_target_id}${rest}`
const settings = { kind: 'webhook', url: 'https://hooks.example.com/in' }

/** Routes of notifications. */
export const notificationCases: Record<string, readonly Case[]> = {
  'GET /api/me/notification-choices': [{ allowed: 'person', status: 200, path: () => '/api/me/notification-choices' }],
  'PUT /api/me/notification-choices': [
    {
      allowed: 'person',
      status: 200,
      path: () => '/api/me/notification-choices',
      body: () => ({ choices: [{ kind: 'backup.failed', timing: 'daily' }] }),
    },
  ],
  // There is no mail server here; that it sends is told by its own test.
  'POST /api/me/notification-choices/test': [
    { allowed: 'nobody', status: 409, path: () => '/api/me/notification-choices/test' },
  ],
  'POST /api/notification-unsubscribe': [
    {
      allowed: 'nobody',
      status: 410,
      path: (t) => `/api/notification-unsubscribe?token=${t.user_id}.not-the-signature`,
    },
  ],
  'GET /api/notification-targets': [
    {
      allowed: 'manager',
      status: 200,
      path: (t) => `/api/notification-targets?organization_id=${t.organization_id}&limit=200`,
    },
  ],
  'POST /api/notification-targets': [
    {
      allowed: 'manager',
      status: 201,
      path: () => '/api/notification-targets',
      body: (t) => ({ name: 'mine', organization_id: t.organization_id, settings }),
    },
    {
      allowed: 'operator',
      status: 201,
      refused: { at_home: 403, elsewhere: 403 },
      path: () => '/api/notification-targets',
      body: () => ({ name: 'ours', organization_id: null, settings }),
    },
  ],
  'PATCH /api/notification-targets/:notification_target_id': [
    { allowed: 'manager', status: 200, path: target(), body: () => ({ enabled: false }) },
    { allowed: 'operator', status: 200, refused: hidden, path: operatorsTarget(), body: () => ({ enabled: false }) },
  ],
  'DELETE /api/notification-targets/:notification_target_id': [
    { allowed: 'manager', status: 204, path: target() },
    { allowed: 'operator', status: 204, refused: hidden, path: operatorsTarget() },
  ],
  'POST /api/notification-targets/:notification_target_id/test': [
    { allowed: 'manager', status: 200, path: target('/test') },
    { allowed: 'operator', status: 200, refused: hidden, path: operatorsTarget('/test') },
  ],
  'POST /api/notification-targets/:notification_target_id/rotate-secret': [
    { allowed: 'manager', status: 200, path: target('/rotate-secret') },
    { allowed: 'operator', status: 200, refused: hidden, path: operatorsTarget('/rotate-secret') },
  ],
  'GET /api/notification-deliveries': [
    { allowed: 'signed_in', status: 200, path: () => '/api/notification-deliveries?limit=200' },
    {
      allowed: 'manager',
      status: 200,
      path: (t) => `/api/notification-deliveries?organization_id=${t.organization_id}&limit=200`,
    },
  ],
}
