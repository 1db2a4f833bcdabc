import type { Catalogue, Column, Table } from '../src/db/read-catalogue.ts'

const head = `// Made by "npm run generate" from the migrations. Change those, not this file.
import type { ColumnType, Generated, GeneratedAlways, Insertable, Selectable, Updateable } from 'kysely'

/** JSON goes in as text (JSON.stringify), since the driver would send arrays as Postgres arrays; it comes out parsed. */
export type JsonColumn<Text extends string | null> = ColumnType<unknown, Text, Text>

export type Row<Name extends keyof Database> = Selectable<Database[Name]>
export type NewRow<Name extends keyof Database> = Insertable<Database[Name]>
export type RowChange<Name extends keyof Database> = Updateable<Database[Name]>
`

/** The types of all tables for Kysely, as the parsers in src/db/database.ts deliver the values. */
export const renderTables = (catalogue: Catalogue): string => {
  const enums = new Map(catalogue.enums.map(({ name, labels }) => [name, union(labels)]))
  const tables = catalogue.tables.map((table) => renderTable(table, enums))
  const list = catalogue.tables.map(({ name }) => `  ${name}: ${typeName(name)}\n`).join('')
  return [head, `export type Database = {\n${list}}\n`, ...tables].join('\n')
}

const typeName = (table: string) => `${table.replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase())}Table`

const renderTable = (table: Table, enums: ReadonlyMap<string, string>): string => {
  const choices = choicesOf(table)
  const lines = table.columns.map((column) => {
    const type = choices.get(column.name) ?? enums.get(column.type) ?? scalarType(table, column)
    return `  ${column.name}: ${columnType(column, type)}\n`
  })
  return `export type ${typeName(table.name)} = {\n${lines.join('')}}\n`
}

const columnType = (column: Column, type: string): string => {
  if (type === 'json') return `JsonColumn<string${column.not_null ? '' : ' | null'}>`
  const value = column.not_null ? type : `${type} | null`
  if (column.generated || column.identity === 'always') return `GeneratedAlways<${value}>`
  return column.expression !== null || column.identity !== null ? `Generated<${value}>` : value
}

const scalars: readonly [RegExp, string][] = [
  [/^(text|uuid|xid8|date|numeric.*|character varying.*|timestamp\(3\) with time zone)$/, 'string'],
  [/^(smallint|integer|bigint|real|double precision)$/, 'number'],
  [/^boolean$/, 'boolean'],
  [/^bytea$/, 'Buffer'],
  [/^jsonb$/, 'json'],
  [/^(text|uuid)\[\]$/, 'string[]'],
  [/^(smallint|integer)\[\]$/, 'number[]'],
]

const scalarType = (table: Table, column: Column): string => {
  const found = scalars.find(([pattern]) => pattern.test(column.type))
  if (found) return found[1]
  throw new Error(
    `${table.name}.${column.name} is ${column.type}, which has no TypeScript type here. ` +
      'Times are timestamptz(3) and JSON is jsonb; for another type extend tools/render-tables.ts and src/db/database.ts.',
  )
}

/** Columns whose check allows a list of texts: `role in ('owner', 'manager')`. */
const choicesOf = (table: Table): Map<string, string> => {
  const choices = new Map<string, string>()
  for (const { kind, definition } of table.constraints) {
    const match =
      kind === 'c' && /^CHECK \(\((\w+) = (?:ANY \(ARRAY\[(.*)\]\)|('(?:[^']|'')*'::text))\)\)$/.exec(definition)
    if (!match) continue
    const [, column = '', several, one] = match
    const values = [...(several ?? one ?? '').matchAll(/'((?:[^']|'')*)'::text/g)].map(([, text = '']) =>
      text.replaceAll("''", "'"),
    )
    if (values.length > 0) choices.set(column, union(values))
  }
  return choices
}

const union = (values: readonly string[]) => values.map((value) => `'${value.replace(/['\\]/g, '\\$&')}'`).join(' | ')
