import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** Rows by id, in the order in which they came. A row is never changed in place: put a new one. */
export type Table<Row> = {
  get(id: string | number): Row | undefined
  put(id: string | number, row: Row): void
  delete(id: string | number): void
  all(): IterableIterator<Row>
  readonly size: number
}

/** State that survives a restart and a kill at any moment. */
export type Store = {
  table<Row>(name: string): Table<Row>
  /** Writes all changes since the last commit as one line: a kill leaves all of them or none. */
  commit(): void
  close(): void
  /** Nothing was there before. */
  readonly is_new: boolean
}

type Change = readonly [table: string, id: string, row: unknown]
type Rows = Map<string, unknown>

/** A journal of committed changes; at every start it is written anew without what later changes replaced. */
export const openStore = (directory: string): Store => {
  mkdirSync(directory, { recursive: true })
  const path = join(directory, 'state.jsonl')
  const isNew = !existsSync(path)
  const tables = isNew ? new Map<string, Rows>() : readJournal(path)
  rewrite(path, tables)
  const file = openSync(path, 'a')
  let changes: Change[] = []
  const rowsOf = (name: string): Rows => {
    const rows = tables.get(name) ?? new Map<string, unknown>()
    tables.set(name, rows)
    return rows
  }
  return {
    is_new: isNew,
    table: <Row>(name: string): Table<Row> => {
      // Only this table's user puts rows into it; the journal gives back what was put.
      const rows = rowsOf(name) as Map<string, Row>
      return {
        get: (id) => rows.get(String(id)),
        put: (id, row) => {
          rows.set(String(id), row)
          changes.push([name, String(id), row])
        },
        delete: (id) => {
          if (rows.delete(String(id))) changes.push([name, String(id), null])
        },
        all: () => rows.values(),
        get size() {
          return rows.size
        },
      }
    },
    commit: () => {
      if (changes.length === 0) return
      writeWhole(file, `${JSON.stringify(changes)}\n`)
      changes = []
    },
    close: () => closeSync(file),
  }
}

const readJournal = (path: string): Map<string, Rows> => {
  const tables = new Map<string, Rows>()
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    for (const [table, id, row] of parseLine(line)) {
      const rows = tables.get(table) ?? new Map<string, unknown>()
      tables.set(table, rows)
      if (row === null) rows.delete(id)
      else rows.set(id, row)
    }
  }
  return tables
}

/** The last line is torn where a kill came in the middle of it: that commit did not happen. */
const parseLine = (line: string): readonly Change[] => {
  try {
    return JSON.parse(line)
  } catch {
    return []
  }
}

const rewrite = (path: string, tables: Map<string, Rows>) => {
  const lines = [...tables].flatMap(([table, rows]) =>
    [...rows].map(([id, row]) => `${JSON.stringify([[table, id, row]])}\n`),
  )
  const file = openSync(`${path}.new`, 'w')
  writeWhole(file, lines.join(''))
  fsyncSync(file)
  closeSync(file)
  renameSync(`${path}.new`, path)
}

const writeWhole = (file: number, text: string) => {
  const bytes = Buffer.from(text)
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written)
}
