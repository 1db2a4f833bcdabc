import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { lastLines, remedyFor } from './describe-failure.mjs'
import { agreesWithLockfile, missingPackages } from './lockfile.mjs'
import { runTool } from './run-tool.mjs'
import { say } from './say.mjs'
import { SetupError } from './setup-error.mjs'

/** Whether node_modules holds what the lockfile asks for on this platform. */
export function areDependenciesInstalled(root) {
  if (readStamp(root) === fingerprint(root)) return true
  // Somebody ran npm by hand. That counts, when it brought everything.
  if (!agreesWithLockfile(root)) return false
  try {
    writeFileSync(stampFile(root), fingerprint(root))
  } catch {
    // A checkout that cannot be written to is compared in full each time.
  }
  return true
}

/** Installs exactly what the lockfile names, whatever the environment or npm's settings leave out. */
export async function installDependencies(root) {
  say('Installing dependencies from package-lock.json. The first time takes a minute or two.')
  removeStamp(root)
  const { file, args } = npmCommand(root)
  const { ok, output } = await runTool(
    file,
    [
      ...args,
      'ci',
      '--include=dev',
      '--include=optional',
      '--include=peer',
      '--no-audit',
      '--no-fund',
      '--prefer-offline',
    ],
    { cwd: root, env: npmEnvironment(root) },
  )
  if (!ok) {
    throw new SetupError(
      `The dependencies could not be installed. npm said:\n${lastLines(output)}`,
      remedyFor(output, 'Mend what npm names above, then run the command again. It starts over by itself.'),
    )
  }
  // npm passes over an optional package that it could not fetch. For us these are Node, Postgres and native tools.
  const missing = missingPackages(root)
  if (missing.length > 0) {
    throw new SetupError(
      `npm left out packages that this system needs: ${missing.join(', ')}.`,
      'This happens when the network fails half-way or a registry lacks them. Run the command again.',
    )
  }
  writeFileSync(stampFile(root), fingerprint(root))
  say('Dependencies are installed.')
}

const stampFile = (root) => join(root, 'node_modules', '.backstay-installed')

function fingerprint(root) {
  const lockfile = readFileSync(join(root, 'package-lock.json'))
  return createHash('sha256').update(lockfile).update(`${process.platform}-${process.arch}`).digest('hex')
}

function readStamp(root) {
  try {
    return readFileSync(stampFile(root), 'utf8')
  } catch {
    return null
  }
}

function removeStamp(root) {
  try {
    rmSync(stampFile(root), { force: true })
  } catch (error) {
    throw new SetupError(
      `Dependencies must be installed, but ${error.message}.`,
      remedyFor(error.message, error.message),
    )
  }
}

/** The npm that started us, else the one in the path. */
function npmCommand(root) {
  const { npm_execpath: cli, npm_node_execpath: node } = process.env
  const isOutside = (path) => path && existsSync(path) && !path.startsWith(join(root, 'node_modules'))
  if (/npm-cli\.c?js$/.test(cli || '') && isOutside(cli) && isOutside(node)) return { file: node, args: [cli] }
  return { file: 'npm', args: [] }
}

/** Without settings that leave packages out or move the work elsewhere, and without the Node that npm is about to remove. */
function npmEnvironment(root) {
  const unwanted =
    /^(NODE_ENV|npm_config_(omit|include|only|also|production|optional|global|location|prefix|dry_run|package_lock|package_lock_only|workspaces?|ignore_scripts|os|cpu|libc|install_strategy|loglevel))$/i
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !unwanted.test(name)))
  const path = (process.env.PATH || '')
    .split(delimiter)
    .filter((folder) => !folder.startsWith(join(root, 'node_modules')))
  return { ...env, PATH: path.join(delimiter) }
}
