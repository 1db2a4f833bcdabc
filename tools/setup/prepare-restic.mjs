import { accessSync, constants, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { lastLines } from './describe-failure.mjs'
import { nodeToRun } from './node-to-run.mjs'
import { runTool } from './run-tool.mjs'
import { say } from './say.mjs'
import { SetupError } from './setup-error.mjs'

/** Where restic is kept, or a link to one of the system. Outside of node_modules, so that `npm ci` leaves it alone. */
export function resticPath(root) {
  return join(root, '.cache', 'restic', pinned(root).version, 'restic')
}

/** Whether restic is at hand. One named in BACKSTAY_RESTIC is looked at by the server, which says what is wrong with it. */
export function isResticReady(root) {
  if (process.env.BACKSTAY_RESTIC) return true
  try {
    accessSync(resticPath(root), constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Finds restic or fetches it: from the path, the official release page, or the system's package manager. */
export async function prepareRestic(root) {
  say('Looking for restic, which makes the file backups.')
  // The pinned Node follows HTTPS_PROXY when it is told to, and runs the same code as the server.
  const env = { ...process.env, NODE_USE_ENV_PROXY: '1' }
  const script = join(root, 'tools', 'setup', 'restic', 'main.ts')
  const { ok, output } = await runTool(nodeToRun(root), ['--disable-warning=ExperimentalWarning', script, root], {
    cwd: root,
    env,
  })
  if (!ok || !isResticReady(root)) {
    throw new SetupError(`There is no restic for file backups.\n${lastLines(output)}`, remedy(root))
  }
  say(lastLines(output, 1))
}

function remedy(root) {
  const { version, oldest_version: oldest } = pinned(root)
  const how = process.platform === 'darwin' ? 'brew install restic' : "your system's package manager"
  return `Install restic ${oldest} or newer (${how}, or version ${version} from https://github.com/restic/restic/releases) into the PATH, or name it in BACKSTAY_RESTIC. Then run the command again.`
}

function pinned(root) {
  return JSON.parse(readFileSync(join(root, 'src', 'restic', 'pinned.json'), 'utf8'))
}
