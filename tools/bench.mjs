import { join } from 'node:path'
import { become } from './setup/become.mjs'
import { runLauncher } from './setup/setup-error.mjs'
import { root, setUp } from './setup.mjs'

// npm run bench [-- name …]: measures this checkout on this machine.
runLauncher(async () => {
  const { node } = await setUp({ web: true, restic: 'wanted' })
  process.chdir(root)
  become(node, ['--disable-warning=ExperimentalWarning', join(root, 'test/bench/run.ts'), ...process.argv.slice(2)])
})
