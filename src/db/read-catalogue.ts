import type pg from 'pg'

export type Column = {
  name: string
  type: string
  collation: string | null
  not_null: boolean
  identity: 'always' | 'by default' | null
  /** The default, or for a generated column what it is computed from. */
  expression: string | null
  generated: boolean
}
export type ConstraintKind = 'p' | 'u' | 'c' | 'f' | 'x'
export type Constraint = { name: string; kind: ConstraintKind; definition: string; columns: string[] }
export type Table = { name: string; columns: Column[]; constraints: Constraint[]; indexes: string[] }
/** What schema `public` consists of. The texts are SQL as Postgres prints it. */
export type Catalogue = {
  extensions: string[]
  enums: { name: string; labels: string[] }[]
  functions: string[]
  tables: Table[]
  views: { name: string; definition: string }[]
  triggers: string[]
  /** Words that stand in quotes when they are names, by this Postgres. */
  keywords: ReadonlySet<string>
}

/** What stands in schema `public`, except what an extension brought; the row of the catalogue is called "o". */
const ours = (catalogue: string, schemaColumn: string) => `o.${schemaColumn} = 'public'::regnamespace and not exists (
    select from pg_depend d where d.classid = '${catalogue}'::regclass and d.objid = o.oid and d.deptype = 'e')`
const ourRelations = ours('pg_class', 'relnamespace')
const ourFunctions = ours('pg_proc', 'pronamespace')
const ourTypes = ours('pg_type', 'typnamespace')

/** Reads the definitions of schema `public`. Throws when there is a kind of object that the dump could not write down. */
export const readCatalogue = async (client: pg.ClientBase | pg.Pool): Promise<Catalogue> => {
  const rowsOf = async <Row extends pg.QueryResultRow>(sql: string) => (await client.query<Row>(sql)).rows
  await refuseUnknown(rowsOf)
  const tables = await rowsOf<{ name: string }>(
    `select relname as name from pg_class o where relkind = 'r' and ${ourRelations} order by relname collate "C"`,
  )
  const columns = await rowsOf<Column & { table_name: string }>(columnsSql)
  const constraints = await rowsOf<Constraint & { table_name: string }>(constraintsSql)
  const indexes = await rowsOf<{ table_name: string; definition: string }>(indexesSql)
  const of = (name: string) => (row: { table_name: string }) => row.table_name === name
  return {
    extensions: (
      await rowsOf<{ name: string }>(
        `select extname as name from pg_extension where extname <> 'plpgsql' order by extname collate "C"`,
      )
    ).map((row) => row.name),
    enums: await rowsOf(`
      select typname as name, array(select enumlabel::text from pg_enum where enumtypid = o.oid order by enumsortorder) as labels
      from pg_type o where typtype = 'e' and ${ourTypes} order by typname collate "C"`),
    functions: (
      await rowsOf<{ definition: string }>(`
      select pg_get_functiondef(o.oid) as definition from pg_proc o where ${ourFunctions}
      order by proname collate "C", pg_get_function_identity_arguments(o.oid) collate "C"`)
    ).map((row) => row.definition),
    tables: tables.map(({ name }) => ({
      name,
      columns: columns.filter(of(name)),
      constraints: constraints.filter(of(name)),
      indexes: indexes.filter(of(name)).map((row) => row.definition),
    })),
    // In order of creation, so that a view stands after those it reads from.
    views: await rowsOf(`
      select relname as name, pg_get_viewdef(o.oid) as definition from pg_class o
      where relkind = 'v' and ${ourRelations} order by o.oid`),
    triggers: (
      await rowsOf<{ definition: string }>(`
      select pg_get_triggerdef(t.oid) as definition from pg_trigger t join pg_class o on o.oid = t.tgrelid
      where not tgisinternal and ${ourRelations} order by relname collate "C", tgname collate "C"`)
    ).map((row) => row.definition),
    keywords: new Set(
      (await rowsOf<{ word: string }>("select word from pg_get_keywords() where catcode <> 'U'")).map(
        (row) => row.word,
      ),
    ),
  }
}

const columnsSql = `
  select o.relname as table_name, attname as name, format_type(atttypid, atttypmod) as type, attnotnull as not_null,
    case when attcollation <> typcollation then quote_ident(collname) end as collation,
    case attidentity when 'a' then 'always' when 'd' then 'by default' end as identity,
    pg_get_expr(adbin, adrelid) as expression, attgenerated <> '' as generated
  from pg_class o join pg_attribute a on a.attrelid = o.oid join pg_type t on t.oid = atttypid
    left join pg_attrdef on adrelid = o.oid and adnum = attnum left join pg_collation c on c.oid = attcollation
  where o.relkind = 'r' and attnum > 0 and not attisdropped and ${ourRelations}
  order by o.relname collate "C", attnum`

// From version 18 on "not null" is a constraint too; the columns tell it in all versions.
const constraintsSql = `
  select o.relname as table_name, conname as name, contype as kind, pg_get_constraintdef(c.oid) as definition,
    array(select attname::text from unnest(conkey) k join pg_attribute on attrelid = conrelid and attnum = k) as columns
  from pg_constraint c join pg_class o on o.oid = conrelid
  where contype in ('p', 'u', 'c', 'f', 'x') and ${ourRelations}
  order by o.relname collate "C", position(contype::text in 'pucxf'), conname collate "C"`

const indexesSql = `
  select o.relname as table_name, pg_get_indexdef(i.indexrelid) as definition
  from pg_index i join pg_class o on o.oid = indrelid join pg_class x on x.oid = i.indexrelid
  where o.relkind = 'r' and ${ourRelations}
    and not exists (select from pg_constraint where conindid = i.indexrelid and contype in ('p', 'u', 'x'))
  order by o.relname collate "C", x.relname collate "C"`

const unknownSql = `
  select concat('relation ', relname, ' of kind ', relkind) as thing from pg_class o
    where relkind not in ('r', 'v', 'i') and ${ourRelations}
      and not (relkind = 'S' and exists (select from pg_depend d where d.objid = o.oid and d.deptype = 'i'))
  union all select concat('inheritance of ', relname) from pg_inherits join pg_class o on o.oid = inhrelid where ${ourRelations}
  union all select concat('row security of ', relname) from pg_class o where relrowsecurity and ${ourRelations}
  union all select concat('storage options of ', relname) from pg_class o
    where (reloptions is not null or relpersistence <> 'p') and relkind in ('r', 'v') and ${ourRelations}
  union all select concat('rule ', rulename) from pg_rewrite join pg_class o on o.oid = ev_class
    where rulename <> '_RETURN' and ${ourRelations}
  union all select concat('type ', typname) from pg_type o where typtype in ('d', 'r') and ${ourTypes}
  union all select concat('aggregate or window function ', proname) from pg_proc o
    where prokind in ('a', 'w') and ${ourFunctions}
  union all select concat('virtual column ', attname) from pg_attribute join pg_class o on o.oid = attrelid
    where attgenerated not in ('', 's') and ${ourRelations}
  union all select concat('sequence settings of ', o.relname) from pg_sequence join pg_class o on o.oid = seqrelid
    where (seqstart, seqincrement, seqmin, seqcache, seqcycle) <> (1, 1, 1, 1, false) and ${ourRelations}
  union all select concat('disabled trigger ', tgname) from pg_trigger join pg_class o on o.oid = tgrelid
    where tgenabled <> 'O' and ${ourRelations}
  order by 1`

const refuseUnknown = async (rowsOf: <Row extends pg.QueryResultRow>(sql: string) => Promise<Row[]>) => {
  const things = await rowsOf<{ thing: string }>(unknownSql)
  if (things.length === 0) return
  throw new Error(
    `The schema dump cannot write down: ${things.map((row) => row.thing).join(', ')}. ` +
      'Teach src/db/read-catalogue.ts and src/db/dump-schema.ts about it, or do without it.',
  )
}
