import { expect, test } from 'vitest'
import { plainReason } from './plain-reason.ts'

test.each([
  ['Fatal: Fatal: unable to save snapshot: exit status 1', 'Unable to save snapshot: exit status 1'],
  ['Fatal: unable to open: Fatal: wrong password.\n', 'Unable to open: wrong password'],
  ['pg_dump: error: no such database', 'pg_dump: error: no such database'],
  ['Fatally wounded', 'Fatally wounded'],
  ['', ''],
])('%j', (said, plain) => expect(plainReason(said)).toBe(plain))
