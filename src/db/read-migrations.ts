import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { StartupError } from '../lib/startup-error.ts'

export type MigrationFile = { number: number; name: string; sql: string; sha256: string }

const fileName = /^(\d{4})_[a-z0-9_-]+\.sql$/

/** The numbered files of a folder in order, from 0001 on without a gap. Throws StartupError when they are not so. */
export const readMigrations = async (directory: string): Promise<MigrationFile[]> => {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.sql')).sort()
  requireNumbered(names)
  return Promise.all(
    names.map(async (name) => {
      // Git may check files out with other line ends; that is no change.
      const sql = (await readFile(`${directory}/${name}`, 'utf8')).replaceAll('\r\n', '\n')
      return { number: Number(name.slice(0, 4)), name, sql, sha256: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

/** Throws unless the sorted names are `0001_….sql`, `0002_….sql` and so on. */
const requireNumbered = (names: readonly string[]) => {
  for (const [index, name] of names.entries()) {
    const number = Number(fileName.exec(name)?.[1])
    if (number === index + 1) continue
    const previous = names[index - 1]
    const problem = Number.isNaN(number)
      ? `${name} is not named like 0001_what-it-does.sql`
      : previous?.startsWith(name.slice(0, 5))
        ? `${previous} and ${name} have the same number`
        : `${String(index + 1).padStart(4, '0')} is missing before ${name}`
    throw new StartupError(
      `The migrations of this Backstay are not complete: ${problem}.`,
      'Install an unchanged copy of Backstay; when you write a migration, give it the next free number.',
    )
  }
}
