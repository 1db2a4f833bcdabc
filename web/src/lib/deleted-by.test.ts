import { expect, test } from 'vitest'
import { deletedBy } from './deleted-by.ts'

const now = new Date('2026-11-21T12:00:00Z')
const native = {
  method: 'native',
  state: 'available',
  run_id: null,
  protection_id: null,
  kept_because: null,
  expires_at: null,
} as const
const snapshot = { ...native, method: 'snapshot', protection_id: 'prt_1' } as const
const expires_at = '2026-11-28T12:00:00Z'

test.each([
  [{ ...native, expires_at }, 'DigitalOcean deletes it by 28 Nov'],
  [native, 'DigitalOcean deletes it, and does not say when'],
  [{ ...snapshot, kept_because: ['daily 1 of 7'], expires_at }, 'retention deletes it 28 Nov'],
  [{ ...snapshot, protection_id: null }, 'stays until somebody deletes it'],
  [{ ...snapshot, protection_id: null, run_id: 'run_1', expires_at }, 'a way back, kept until 28 Nov at least'],
  [{ ...snapshot, state: 'gone' as const }, null],
])('%j', (point, words) => expect(deletedBy(point, 'DigitalOcean', now, 'UTC')).toBe(words))
