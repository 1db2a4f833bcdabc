import { expect, test } from 'vitest'
import { errorTable } from './errors.ts'

test('every sentence says what to do and ends like one', () => {
  for (const [code, { say }] of Object.entries(errorTable)) {
    expect(say, code).toMatch(/^[A-Z].*\.$/)
    expect(say, code).not.toMatch(/successfully|please|oops|!/i)
  }
})
