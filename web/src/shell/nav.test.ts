import { expect, test } from 'vitest'
import { isAt, navFor, navItems } from './nav.ts'

test('letters are told apart within every role', () => {
  for (const role of ['operator', 'owner', 'manager', 'viewer'] as const) {
    const letters = navFor(role).map((item) => item.letter)
    expect(new Set(letters).size).toBe(letters.length)
  }
})

test('a viewer sees neither keys nor activity', () =>
  expect(navFor('viewer').map((item) => item.key)).toEqual(['servers', 'plans', 'team', 'runs', 'settings']))

test('a page below counts as its page', () => {
  expect(isAt({ to: '/customers' }, '/customers/org_1')).toBe(true)
  expect(isAt({ to: '/customers' }, '/customers-old')).toBe(false)
  expect(navItems.every((item) => item.to.startsWith('/'))).toBe(true)
})
