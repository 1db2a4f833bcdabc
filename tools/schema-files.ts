import type pg from 'pg'
import { dumpSchema } from '../src/db/dump-schema.ts'
import { readCatalogue } from '../src/db/read-catalogue.ts'
import { renderTables } from './render-tables.ts'

const schemaHead =
  '-- Made by "npm run generate" from the migrations, to be read and compared. Change those, not this file.\n'

/** The files that follow from the migrations, by path, from a database that they were applied to. */
export const schemaFiles = async (client: pg.ClientBase | pg.Pool): Promise<Record<string, string>> => ({
  'src/db/schema.sql': `${schemaHead}\n${await dumpSchema(client)}`,
  'src/db/tables.gen.ts': renderTables(await readCatalogue(client)),
})
