import { expect, test } from 'vitest'
import { apiKeyState } from './api-key-state.ts'

const now = new Date('2026-11-21T12:00:00Z')

test.each([
  [null, 'active'],
  ['2027-01-01T00:00:00Z', 'active'],
  ['2026-11-28T12:00:00Z', 'active'],
  ['2026-11-28T11:59:59Z', 'expires_soon'],
  ['2026-11-21T12:00:00Z', 'expired'],
  ['2026-11-01T00:00:00Z', 'expired'],
])('%s', (expires_at, state) => {
  expect(apiKeyState({ expires_at }, now)).toBe(state)
})
