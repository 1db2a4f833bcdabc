import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { lastLines, remedyFor } from './describe-failure.mjs'
import { nodeToRun } from './node-to-run.mjs'
import { runTool } from './run-tool.mjs'
import { say } from './say.mjs'
import { SetupError } from './setup-error.mjs'

/** Whether web/dist was built from what is in the checkout now. */
export function isWebBuilt(root) {
  if (!existsSync(join(root, 'web', 'vite.config.ts'))) return true
  try {
    return readFileSync(stampFile(join(root, 'web', 'dist')), 'utf8') === fingerprint(root)
  } catch {
    return false
  }
}

/** Builds the web interface beside its place and then swaps it in, so that a crash never leaves half of one. */
export async function buildWeb(root) {
  say('Building the web interface.')
  const print = fingerprint(root)
  const cache = join(root, '.cache')
  const fresh = join(cache, `web-build-${process.pid}`)
  try {
    removeLeftovers(cache)
    mkdirSync(fresh, { recursive: true })
    await runVite(root, fresh)
    writeFileSync(stampFile(fresh), print)
    swap(fresh, join(root, 'web', 'dist'), join(cache, `web-old-${process.pid}`))
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true })
    if (error instanceof SetupError) throw error
    throw new SetupError(
      `The web interface could not be built: ${error.message}`,
      remedyFor(error.message, 'Mend what is named above, then run the command again.'),
    )
  }
}

async function runVite(root, outDir) {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const web = join(root, 'web')
  const args = [vite, 'build', web, '--config', join(web, 'vite.config.ts'), '--outDir', outDir, '--emptyOutDir']
  // A NODE_ENV left over from elsewhere would give people the slow build meant for developers.
  const env = { ...process.env, NODE_ENV: 'production' }
  const { ok, output } = await runTool(nodeToRun(root), args, { cwd: root, env })
  if (ok) return
  throw new SetupError(
    `The web interface could not be built. Vite said:\n${lastLines(output, 30)}`,
    remedyFor(output, 'Mend the file named above, then run the command again.'),
  )
}

function swap(fresh, dist, old) {
  if (existsSync(dist)) renameSync(dist, old)
  renameSync(fresh, dist)
  rmSync(old, { recursive: true, force: true })
}

function removeLeftovers(cache) {
  if (!existsSync(cache)) return
  for (const name of readdirSync(cache)) {
    if (/^web-(build|old)-/.test(name)) rmSync(join(cache, name), { recursive: true, force: true })
  }
}

const stampFile = (dist) => join(dist, '.built-from')

/** A hash of all that goes into the build: the web folder, the lockfile, and the types the server shares with it. */
function fingerprint(root) {
  const shared = filesIn(join(root, 'src')).filter((file) => /[\\/](schema|states)\.ts$/.test(file))
  const files = [join(root, 'package-lock.json'), ...filesIn(join(root, 'web')), ...shared]
  const hash = createHash('sha256')
  for (const file of files) {
    const content = readFileSync(file)
    hash.update(`${relative(root, file)}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return entry.name === 'dist' || entry.name === 'node_modules' ? [] : filesIn(path)
      return entry.isFile() ? [path] : []
    })
}
