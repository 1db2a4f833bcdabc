import { expect, test } from 'vitest'
import { pathOfList } from './path-of-list.ts'

test.each([
  ['/api/servers', '/backups'],
  ['/api/servers?backups=enabled', '/backups?show=enabled'],
  ['/api/servers?organization_id=org_1&state=missed', '/backups?organization_id=org_1&show=missed'],
  ['/api/servers?provider=contabo&day=2026-11-12&went=missed', '/backups?provider=contabo&day=2026-11-12&went=missed'],
  ['/api/servers?backups=enabled&rpo_status=met', '/backups?show=enabled&rpo_status=met'],
  ['/api/servers?backups=enabled&posture=one_kind', '/backups?show=enabled&posture=one_kind'],
  ['/api/subscriptions?paying=true', '/plans?show=paying'],
  ['/api/servers?sort=-storage_bytes', '/backups?sort=-storage_bytes'],
  ['/api/runs?state=running', '/runs?show=running'],
  [
    '/api/runs?since=2026-11-20T09%3A42%3A00.000Z&outcome=failed',
    '/runs?since=2026-11-20T09%3A42%3A00.000Z&show=failed',
  ],
  ['/api/operator-tasks?status=open', '/operator-tasks'],
  ['/api/provider-accounts?failing=true', '/provider-accounts'],
])('%s is shown at %s', (list, page) => {
  expect(new URL(pathOfList(list), 'http://x').pathname).toBe(new URL(page, 'http://x').pathname)
  expect([...new URL(pathOfList(list), 'http://x').searchParams].sort()).toEqual(
    [...new URL(page, 'http://x').searchParams].sort(),
  )
})
