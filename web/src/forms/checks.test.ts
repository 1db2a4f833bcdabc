import { expect, test } from 'vitest'
import { checks } from './checks.ts'

test('an e-mail address needs its domain', () => {
  expect(checks.email('mira@example.com')).toBeNull()
  expect(checks.email('  mira@example.com ')).toBeNull()
  expect(checks.email('mira@example')).toContain('whole e-mail address')
  expect(checks.email('mira krause@example.com')).toContain('whole e-mail address')
})

test('a name is there and fits', () => {
  expect(checks.name('Mira')).toBeNull()
  expect(checks.name('   ')).toBe('Type a name.')
  expect(checks.name('x'.repeat(101))).toContain('at most 100')
})

test('a password is long enough and not endless', () => {
  expect(checks.newPassword('123456789')).toContain('at least 10')
  expect(checks.newPassword('1234567890')).toBeNull()
  expect(checks.newPassword('x'.repeat(201))).toContain('at most 200')
})

test('a code may be typed in two groups', () => {
  expect(checks.code('123 456')).toBeNull()
  expect(checks.code('12345')).toContain('six digits')
})
