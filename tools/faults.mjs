import { spawnSync } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { runLauncher } from './setup/setup-error.mjs'
import { root, setUp } from './setup.mjs'

// npm run test:faults: the long form of the tests that kill, cut and damage; `npm test` has a short one. A name runs some of them.
runLauncher(async () => {
  const { node } = await setUp({ web: false, restic: 'needed' })
  const module = (...path) => join(root, 'node_modules', ...path)
  const named = process.argv.slice(2)
  const files = named.length > 0 ? named : ['test/faults']
  // One after the other: each loads the machine as it is.
  const args = [module('vitest', 'vitest.mjs'), 'run', '--no-file-parallelism', ...files]
  const env = {
    ...process.env,
    NODE_ENV: 'test',
    BACKSTAY_FAULTS: 'long',
    PATH: `${module('.bin')}${delimiter}${process.env.PATH || ''}`,
  }
  const { status, error } = spawnSync(node, args, { cwd: root, env, stdio: 'inherit' })
  if (error) throw error
  process.exitCode = status ?? 1
})
