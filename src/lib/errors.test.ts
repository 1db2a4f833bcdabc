import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { errorsDocument } from '../../tools/errors-document.ts'
import { errorTable } from './errors.ts'

test('docs/errors.md lists exactly the codes of the table; run "npm run generate" after changing it', async () => {
  expect(await readFile('docs/errors.md', 'utf8')).toBe(errorsDocument(errorTable))
})

test('every sentence says what to do and ends like one', () => {
  for (const [code, { say }] of Object.entries(errorTable)) {
    expect(say, code).toMatch(/^[A-Z].*\.$/)
    expect(say, code).not.toMatch(/successfully|please|oops|!/i)
  }
})
