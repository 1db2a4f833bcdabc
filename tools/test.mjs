import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { findOrInstallChromium } from './setup/find-or-install-chromium.mjs'
import { say } from './setup/say.mjs'
import { runLauncher } from './setup/setup-error.mjs'
import { root, setUp } from './setup.mjs'

// npm test: types, style, tests; stops at the first that fails. `npm test -- <path>` runs only the tests named.
runLauncher(async () => {
  const { node } = await setUp({ web: true, restic: 'needed' })
  const chromium = findOrInstallChromium()
  const module = (...path) => join(root, 'node_modules', ...path)
  const tsc = module('typescript', 'bin', 'tsc')
  const named = process.argv.slice(2)
  const steps = [
    { title: 'Types', args: [tsc, '--noEmit', '-p', root] },
    ...(existsSync(join(root, 'web', 'tsconfig.json'))
      ? [{ title: 'Types of the web interface', args: [tsc, '--noEmit', '-p', join(root, 'web')] }]
      : []),
    { title: 'Style', args: [module('@biomejs', 'biome', 'bin', 'biome'), 'ci'] },
    { title: 'Tests', args: [module('vitest', 'vitest.mjs'), 'run', ...named] },
  ]
  const env = {
    ...process.env,
    // Set to production, it would leave out what the tests of the web interface need.
    NODE_ENV: 'test',
    PATH: `${module('.bin')}${delimiter}${process.env.PATH || ''}`,
    ...(chromium === null ? {} : { BACKSTAY_CHROMIUM: chromium }),
  }
  for (const step of named.length > 0 ? steps.slice(-1) : steps) {
    say(`\n== ${step.title}`)
    const { status, signal, error } = spawnSync(node, step.args, { cwd: root, env, stdio: 'inherit' })
    if (error) throw error
    if (status !== 0) {
      say(`\n== ${step.title}: failed${signal ? ` (${signal})` : ''}`)
      process.exitCode = status || 1
      return
    }
  }
  say('\n== All passed')
})
