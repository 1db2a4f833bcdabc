import { createHash } from 'node:crypto'
import { chmod, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'vite'
import { say } from './setup/say.mjs'
import { root } from './setup.mjs'

// npm run build:agent: the agent as one file, for machines that have Node 22 or newer and nothing else of Backstay.
// Another folder than dist/ can be named, which the tests do.
const folder = process.argv[2] ?? join(root, 'dist')
const file = join(folder, 'backstay-agent.mjs')

await build({
  root,
  configFile: false,
  logLevel: 'warn',
  build: {
    outDir: folder,
    emptyOutDir: false,
    ssr: join(root, 'src/cli/agent-main.ts'),
    target: 'node22',
    minify: false,
    rollupOptions: { output: { entryFileNames: 'backstay-agent.mjs', codeSplitting: false } },
  },
  ssr: { noExternal: true },
})
const text = await readFile(file, 'utf8')
if (!text.startsWith('#!')) await writeFile(file, `#!/usr/bin/env node\n${text}`)
await chmod(file, 0o755)
// What the server says of it to machines that fetch it.
const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
const sha256 = createHash('sha256')
  .update(await readFile(file))
  .digest('hex')
await writeFile(join(folder, 'backstay-agent.json'), `${JSON.stringify({ version, sha256 })}\n`)
say(`Wrote ${file}.`)
