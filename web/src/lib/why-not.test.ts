import { expect, test } from 'vitest'
import type { Member, Role } from '../api/types.ts'
import { whyNotLessOperators, whyNotLessOwners, whyNotManagePeople } from './why-not.ts'

const member = (name: string, role: Role): Member => ({
  id: `mem_${name}`,
  organization_id: 'org_1',
  user_id: `usr_${name}`,
  name,
  email: `${name}@example.com`,
  role,
  two_factor_enabled: false,
  created_at: '2026-11-01T00:00:00Z',
})
const mira = member('Mira', 'owner')
const jo = member('Jo', 'owner')
const ada = member('Ada', 'viewer')

test('the only owner stays', () => {
  expect(whyNotLessOwners(mira, { rows: [mira, ada], hasMore: false })).toContain('only owner')
  expect(whyNotLessOwners(mira, { rows: [mira, jo], hasMore: false })).toBeNull()
  expect(whyNotLessOwners(ada, { rows: [mira, ada], hasMore: false })).toBeNull()
})

test('half a list proves nothing, so the server decides', () => {
  expect(whyNotLessOwners(mira, { rows: [mira], hasMore: true })).toBeNull()
  expect(whyNotLessOwners(mira, { rows: undefined, hasMore: false })).toBeNull()
})

test('who may not is told whom to ask', () => {
  expect(whyNotManagePeople('manager', { rows: [mira, jo, ada] })).toBe('Only owners do this. Ask Mira and Jo.')
  expect(whyNotManagePeople('viewer', { rows: undefined })).toContain('who invited you')
  expect(whyNotManagePeople('owner', { rows: [mira] })).toBeNull()
  expect(whyNotManagePeople('operator', { rows: [] })).toBeNull()
})

test('the only operator stays', () => {
  expect(whyNotLessOperators({ rows: [1], hasMore: false })).toContain('only operator')
  expect(whyNotLessOperators({ rows: [1, 2], hasMore: false })).toBeNull()
  expect(whyNotLessOperators({ rows: undefined, hasMore: false })).toBeNull()
})
