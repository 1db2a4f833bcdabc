import type pg from 'pg'
import { type Catalogue, type Column, type Constraint, readCatalogue, type Table } from './read-catalogue.ts'

/**
 * Schema `public` as SQL: the same text on every Postgres from 15 on, and run on an empty database it makes the same
 * schema again. The embedded Postgres comes without pg_dump, and pg_dump's text differs from version to version.
 */
export const dumpSchema = async (client: pg.ClientBase | pg.Pool): Promise<string> => {
  const catalogue = await readCatalogue(client)
  const parts = renderParts(catalogue, quoter(catalogue.keywords))
  return `${parts.join('\n\n')}\n`
}

type Quote = (name: string) => string

const quoter =
  (keywords: ReadonlySet<string>): Quote =>
  (name) =>
    /^[a-z_][a-z0-9_]*$/.test(name) && !keywords.has(name) ? name : `"${name.replaceAll('"', '""')}"`

const renderParts = (catalogue: Catalogue, quote: Quote): string[] => {
  const foreignKeys = catalogue.tables.flatMap((table) =>
    table.constraints
      .filter((constraint) => constraint.kind === 'f')
      .map((constraint) => `alter table ${quote(table.name)} add ${renderConstraint(constraint, quote)};`),
  )
  return [
    ...catalogue.extensions.map((name) => `create extension if not exists ${quote(name)} with schema public;`),
    ...catalogue.enums.map(
      ({ name, labels }) => `create type ${quote(name)} as enum (${labels.map(literal).join(', ')});`,
    ),
    // Bodies may name tables that come further down.
    ...(catalogue.functions.length === 0 ? [] : ['set check_function_bodies = off;']),
    ...catalogue.functions.map((definition) => `${definition.trimEnd().replace(' FUNCTION public.', ' FUNCTION ')};`),
    ...catalogue.tables.map((table) => renderTable(table, quote)),
    ...(foreignKeys.length === 0 ? [] : [foreignKeys.join('\n')]),
    ...catalogue.views.map(({ name, definition }) => `create view ${quote(name)} as\n${viewBody(definition)}`),
    ...catalogue.triggers.map((definition) => `${tidied(definition)};`),
  ]
}

const renderTable = (table: Table, quote: Quote): string => {
  const constraints = table.constraints.filter((constraint) => constraint.kind !== 'f')
  const lines = [
    ...table.columns.map((column) => renderColumn(column, quote)),
    ...constraints.map((constraint) => renderConstraint(constraint, quote)),
  ]
  const create = `create table ${quote(table.name)} (\n${lines.map((line) => `  ${line}`).join(',\n')}\n);`
  return [create, ...table.indexes.map((definition) => `${renderIndex(definition)};`)].join('\n')
}

const renderColumn = (column: Column, quote: Quote): string => {
  const expression = column.expression === null ? null : tidied(column.expression)
  return [
    quote(column.name),
    typeName(column.type),
    column.collation && `collate ${column.collation}`,
    column.not_null && 'not null',
    column.identity && `generated ${column.identity} as identity`,
    expression !== null && (column.generated ? `generated always as (${expression}) stored` : `default ${expression}`),
  ]
    .filter(Boolean)
    .join(' ')
}

const renderConstraint = (constraint: Constraint, quote: Quote) =>
  `constraint ${quote(constraint.name)} ${tidied(constraint.definition)}`

const renderIndex = (definition: string) => tidied(definition).replace(' using btree (', ' (')

/** The standard's name is long: `timestamp(3) with time zone`. */
const typeName = (type: string) => type.replace(/^timestamp(\(\d\))? with time zone/, 'timestamptz$1')

/** Up to version 15 Postgres wrote `users.name` in a view that reads from `users` alone; since then it writes `name`. */
const viewBody = (definition: string): string => {
  const only = /^[^;]*?\bFROM (\w+)(?: (\w+))?(?:\s+(?:WHERE|GROUP|ORDER|LIMIT)\b[^;]*)?;$/.exec(definition)
  const isSimple = definition.match(/\b(FROM|SELECT)\b/g)?.length === 2
  const prefix = only && isSimple ? `${only[2] ?? only[1]}.` : null
  return tidied(definition, (sql) => (prefix === null ? sql : sql.replaceAll(prefix, '')))
}

/** Keywords in lower case and no `public.`; what stands in quotes stays as it is. Names without quotes are lower case anyway. */
const tidied = (sql: string, more: (unquoted: string) => string = (text) => text): string =>
  sql
    .split(/('(?:[^']|'')*'|"(?:[^"]|"")*")/)
    .map((part, index) =>
      index % 2 === 1
        ? part
        : more(part.replace(/\b[A-Z]{2,}\b/g, (word) => word.toLowerCase()).replace(/\bpublic\./g, '')),
    )
    .join('')
    .replace(textList, (_, name, values) => `(${name} in (${values.replaceAll(/'::text(?=, |$)/g, "'")}))`)

/** What Postgres makes of `role in ('owner', 'viewer')`. */
const textList = /\((\w+|"(?:[^"]|"")*") = any \(array\[((?:'(?:[^']|'')*'::text(?:, )?)+)\]\)\)/g

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`
