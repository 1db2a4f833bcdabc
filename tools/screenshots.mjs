import { join } from 'node:path'
import { become } from './setup/become.mjs'
import { findOrInstallChromium } from './setup/find-or-install-chromium.mjs'
import { runLauncher, SetupError } from './setup/setup-error.mjs'
import { root, setUp } from './setup.mjs'

// npm run screenshots: takes the pictures in docs/screenshots anew, of this checkout with the demo.
runLauncher(async () => {
  const { node } = await setUp({ web: true, restic: 'wanted' })
  const chromium = findOrInstallChromium()
  if (chromium === null)
    throw new SetupError(
      'There is no Chromium, which takes the pictures.',
      'Install one, or name it in BACKSTAY_CHROMIUM.',
    )
  process.chdir(root)
  const env = { ...process.env, BACKSTAY_CHROMIUM: chromium }
  become(node, ['--disable-warning=ExperimentalWarning', join(root, 'tools/screenshots/take-screenshots.ts')], env)
})
