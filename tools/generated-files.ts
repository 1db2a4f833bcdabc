import type pg from 'pg'
import { errorTable } from '../src/lib/errors.ts'
import { errorsDocument } from './errors-document.ts'
import { openApiFile } from './openapi-file.ts'
import { schemaFiles } from './schema-files.ts'

/** Every generated file by path, from a database that the migrations were applied to. */
export const generatedFiles = async (client: pg.ClientBase | pg.Pool): Promise<Record<string, string>> => ({
  ...(await schemaFiles(client)),
  'docs/errors.md': errorsDocument(errorTable),
  'docs/openapi.json': `${JSON.stringify(openApiFile(), null, 2)}\n`,
})
