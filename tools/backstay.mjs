#!/usr/bin/env node
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { become } from './setup/become.mjs'
import { checkNodeVersion } from './setup/check-node-version.mjs'
import { nodeToRun } from './setup/node-to-run.mjs'
import { runLauncher, SetupError } from './setup/setup-error.mjs'
import { root } from './setup.mjs'

// The command line, on the pinned Node. It installs nothing by itself: it is run from scripts and by other users.
runLauncher(async () => {
  checkNodeVersion()
  if (!existsSync(join(root, 'node_modules'))) {
    throw new SetupError(
      `Backstay is not set up in ${root}.`,
      `Run \`npm start\` there once, then run the command again.`,
    )
  }
  const program = join(root, 'src', 'cli', 'main.ts')
  become(nodeToRun(root), ['--disable-warning=ExperimentalWarning', program, ...process.argv.slice(2)])
})
