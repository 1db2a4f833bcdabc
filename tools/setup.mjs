import { fileURLToPath } from 'node:url'
import { buildWeb, isWebBuilt } from './setup/build-web.mjs'
import { checkNodeVersion } from './setup/check-node-version.mjs'
import { areDependenciesInstalled, installDependencies } from './setup/install-dependencies.mjs'
import { arePostgresLibrariesLinked, linkPostgresLibraries } from './setup/link-postgres-libraries.mjs'
import { makeNodeExecutable, nodeToRun } from './setup/node-to-run.mjs'
import { isResticReady, prepareRestic } from './setup/prepare-restic.mjs'
import { say } from './setup/say.mjs'
import { SetupError } from './setup/setup-error.mjs'
import { withSetupLock } from './setup/with-setup-lock.mjs'

/** The folder of the checkout, wherever it was moved to. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '')

/**
 * Installs and builds what is missing, and nothing else: a second call finds everything in place, writes nothing and takes
 * no lock, so it also works in a checkout that cannot be written to. Returns the Node program to run things with.
 *
 * @param {{ web: boolean, restic: 'needed' | 'wanted' }} options web: whether the web interface is needed; restic: whether to
 *   fail without it
 * @returns {Promise<{ node: string }>}
 */
export async function setUp({ web, restic }) {
  checkNodeVersion()
  const steps = [
    { isDone: areDependenciesInstalled, run: installDependencies },
    { isDone: makeNodeExecutable, run: makeNodeExecutable },
    { isDone: arePostgresLibrariesLinked, run: linkPostgresLibraries },
    ...(web ? [{ isDone: isWebBuilt, run: buildWeb }] : []),
    { isDone: isResticReady, run: restic === 'needed' ? prepareRestic : tryToPrepareRestic },
  ]
  // Each step needs those before it, so from the first missing one on, all are looked at again under the lock.
  if (!steps.every((step) => step.isDone(root))) {
    await withSetupLock(root, async () => {
      for (const step of steps) if (!step.isDone(root)) await step.run(root)
    })
  }
  return { node: nodeToRun(root) }
}

/** Everything but file backups works without restic, so a machine that cannot get it still starts. */
async function tryToPrepareRestic(folder) {
  try {
    await prepareRestic(folder)
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    say(`\n${error.message}\n\nBackstay starts without file backups. What to do: ${error.remedy}\n`)
  }
}
