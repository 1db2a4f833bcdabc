import { readFile } from 'node:fs/promises'
import { Validator } from '@seriousme/openapi-schema-validator'
import { beforeAll, expect, test } from 'vitest'
import { createTestDatabase } from '../test/helpers/database.ts'
import { generatedFiles } from './generated-files.ts'
import { openApiFile } from './openapi-file.ts'

let fresh: Record<string, string>

beforeAll(async () => {
  const { pool, drop } = await createTestDatabase()
  fresh = await generatedFiles(pool)
  return drop
})

test.each(['src/db/schema.sql', 'src/db/tables.gen.ts', 'docs/errors.md', 'docs/openapi.json'])(
  '%s is fresh',
  async (path) => {
    const committed = await readFile(`${import.meta.dirname}/../${path}`, 'utf8').catch(() => 'no such file')
    expect(committed, `${path} is stale. Run: npm run generate`).toBe(fresh[path])
  },
)

test('these are all generated files', () => {
  expect(Object.keys(fresh)).toHaveLength(4)
})

test('docs/openapi.json is a valid OpenAPI 3.1 document', async () => {
  const validator = new Validator()
  expect(await validator.validate({ ...openApiFile() })).toEqual({ valid: true })
  expect(validator.version).toBe('3.1')
})
