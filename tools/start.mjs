import { join } from 'node:path'
import { become } from './setup/become.mjs'
import { runLauncher } from './setup/setup-error.mjs'
import { root, setUp } from './setup.mjs'

// npm start: installs and builds what is missing, then becomes the server.
runLauncher(async () => {
  const { node } = await setUp({ web: true, restic: 'wanted' })
  process.chdir(root)
  // Keeps compiled code between starts. Node passes over a folder that it cannot write.
  const env = { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compile'), ...process.env }
  become(node, ['--disable-warning=ExperimentalWarning', join(root, 'src', 'main.ts'), ...process.argv.slice(2)], env)
})
