import type pg from 'pg'
import { type Catalogue, type Column, readCatalogue, type Table } from './read-catalogue.ts'

/**
 * Schema `public` as SQL: the same text on every Postgres from 15 on, and run on an empty database it makes the same
 * schema again. The embedded Postgres comes without pg_dump, and pg_dump's text differs from version to version.
 */
export const dumpSchema = async (client: pg.ClientBase | pg.Pool): Promise<string> =>
  renderSchema(await readCatalogue(client))

const renderSchema = (catalogue: Catalogue): string => {
  const foreignKeys = catalogue.tables.flatMap((table) =>
    constraintsOf(table, (kind) => kind === 'f').map((text) => `alter table ${table.name} add ${text};`),
  )
  const parts = [
    ...catalogue.extensions.map((name) => `create extension if not exists ${quoted(name)} with schema public;`),
    ...catalogue.enums.map(
      ({ name, labels }) => `create type ${quoted(name)} as enum (${labels.map(literal).join(', ')});`,
    ),
    // Bodies may name tables that come further down.
    ...(catalogue.functions.length === 0 ? [] : ['set check_function_bodies = off;']),
    ...catalogue.functions.map((definition) => `${definition.trimEnd().replace(' FUNCTION public.', ' FUNCTION ')};`),
    ...catalogue.tables.map(renderTable),
    ...(foreignKeys.length === 0 ? [] : [foreignKeys.join('\n')]),
    ...catalogue.views.map(({ name, definition }) => `create view ${quoted(name)} as\n${viewBody(definition)}`),
    ...catalogue.triggers.map((definition) => `${tidied(definition)};`),
  ]
  return `${parts.join('\n\n')}\n`
}

const renderTable = (table: Table): string => {
  const lines = [...table.columns.map(renderColumn), ...constraintsOf(table, (kind) => kind !== 'f')]
  const body = lines.map((line) => `  ${line}`).join(',\n')
  return [
    `create table ${quoted(table.name)} (\n${body}\n);`,
    ...table.indexes.map((text) => `${renderIndex(text)};`),
  ].join('\n')
}

const renderColumn = (column: Column): string => {
  const expression = column.expression === null ? null : tidied(column.expression)
  return [
    quoted(column.name),
    typeName(column.type),
    column.collation && `collate ${column.collation}`,
    column.not_null && 'not null',
    column.identity && `generated ${column.identity} as identity`,
    expression !== null && (column.generated ? `generated always as (${expression}) stored` : `default ${expression}`),
  ]
    .filter(Boolean)
    .join(' ')
}

const constraintsOf = (table: Table, wanted: (kind: string) => boolean): string[] =>
  table.constraints
    .filter((constraint) => wanted(constraint.kind))
    .map((constraint) => `constraint ${quoted(constraint.name)} ${tidied(constraint.definition)}`)

const renderIndex = (definition: string) => tidied(definition).replace(' using btree (', ' (')

/** Standard names are long: `timestamp(3) with time zone`. */
const typeName = (type: string) => type.replace(/^timestamp(\(\d\))? with time zone/, 'timestamptz$1')

/** Up to version 15 Postgres wrote `users.name` in a view that reads from `users` alone, since then it writes `name`. */
const viewBody = (definition: string): string => {
  const only = /^[^;]*?\bFROM (\w+)(?: (\w+))?(?:\s+(?:WHERE|GROUP|ORDER|LIMIT)\b[^;]*)?;$/.exec(definition)
  const single = only && definition.match(/\b(FROM|SELECT)\b/g)?.length === 2 ? (only[2] ?? only[1]) : null
  return tidied(single ? definition.replaceAll(`${single}.`, '') : definition)
}

/** Keywords in lower case and no `public.`; what stands in quotes stays as it is. */
const tidied = (sql: string): string =>
  sql
    .split(/('(?:[^']|'')*'|"(?:[^"]|"")*")/)
    .map((part, index) =>
      index % 2 === 1 ? part : part.replace(/\b[A-Z]{2,}\b/g, (word) => word.toLowerCase()).replace(/\bpublic\./g, ''),
    )
    .join('')
    .replace(
      /\((\w+) = any \(array\[((?:'(?:[^']|'')*'::text(?:, )?)+)\]\)\)/g,
      (_, name, values) => `(${name} in (${values.replaceAll('::text', '')}))`,
    )

const quoted = (name: string) => (/^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`)
const literal = (text: string) => `'${text.replaceAll("'", "''")}'`
