import { expect, test } from 'vitest'
import type { Me } from '../api/types.ts'
import { pickScope, scopeKey, scopesOf } from './scope.ts'

const me = (operator: boolean, organizations: string[]): Me => ({
  user: null,
  api_key: null,
  operator,
  memberships: organizations.map((id) => ({
    member_id: `mem_${id}`,
    organization_id: id,
    organization_name: id,
    role: 'owner',
  })),
  installation: { name: 'Nordkai', version: '0.1.0' },
})

test('an operator begins with the installation', () => {
  expect(scopesOf(me(true, ['org_a'])).map(scopeKey)).toEqual(['operator', 'org_a'])
})

test('the last choice stands while it exists', () => {
  const scopes = scopesOf(me(false, ['org_a', 'org_b']))
  expect(pickScope(scopes, 'org_b')).toMatchObject({ membership: { organization_id: 'org_b' } })
  expect(pickScope(scopes, 'org_gone')).toMatchObject({ membership: { organization_id: 'org_a' } })
})

test('somebody without any organization has no scope', () =>
  expect(pickScope(scopesOf(me(false, [])), null)).toBeNull())
