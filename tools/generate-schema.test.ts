import { readFile } from 'node:fs/promises'
import { expect, onTestFinished, test } from 'vitest'
import { createTestDatabase } from '../test/helpers/database.ts'
import { schemaFiles } from './schema-files.ts'

test('schema.sql and tables.gen.ts are those of the migrations', async () => {
  const { pool, drop } = await createTestDatabase()
  onTestFinished(drop)
  for (const [path, text] of Object.entries(await schemaFiles(pool))) {
    const committed = await readFile(`${import.meta.dirname}/../${path}`, 'utf8')
    expect(committed, `${path} is stale. Run: npm run generate`).toBe(text)
  }
})
