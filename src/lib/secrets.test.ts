import { expect, test } from 'vitest'
import { createSecrets } from './secrets.ts'

const secrets = createSecrets('k'.repeat(32))

test('opens what it sealed, and never seals the same text alike', () => {
  const sealed = secrets.seal('token', 'acc_1', 'dop_v1_ß')
  expect(secrets.open('token', 'acc_1', sealed)).toBe('dop_v1_ß')
  expect(secrets.seal('token', 'acc_1', 'dop_v1_ß')).not.toBe(sealed)
})

test('refuses another purpose, another row, another key and changed bytes', () => {
  const sealed = secrets.seal('token', 'acc_1', 'secret')
  const flipped = sealed.slice(0, -2) + (sealed.endsWith('AA') ? 'BB' : 'AA')
  expect(() => secrets.open('password', 'acc_1', sealed)).toThrow()
  expect(() => secrets.open('token', 'acc_2', sealed)).toThrow()
  expect(() => secrets.open('token', 'acc_1', flipped)).toThrow()
  expect(() => secrets.open('token', 'acc_1', 'v0.abc')).toThrow('version')
  expect(() => createSecrets('x'.repeat(32)).open('token', 'acc_1', sealed)).toThrow()
})

test('names a key without telling it, and derives keys that differ by purpose', () => {
  expect(secrets.fingerprint).toMatch(/^[0-9a-f]{16}$/)
  expect(createSecrets('x'.repeat(32)).fingerprint).not.toBe(secrets.fingerprint)
  expect(secrets.derive('a')).not.toBe(secrets.derive('b'))
})
