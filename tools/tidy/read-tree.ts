import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type SourceFile, sourceFile } from './source-file.ts'

const patterns = [
  '{*.{ts,md,json,mjs},LICENSE}',
  '{src,web/src,test,tools}/**/*.{ts,tsx,mjs,js,css,sql,md}',
  // Pictures too: documents name them.
  'docs/**/*.{md,json,png}',
  'web/*.{ts,mjs,cjs,html,json}',
  '.ci/*',
]

/** Our own files: source, tests, tools, documents and settings. */
export const readTree = async (root: string): Promise<SourceFile[]> => {
  const paths: string[] = []
  for await (const path of glob(patterns, { cwd: root })) paths.push(path.replaceAll('\\', '/'))
  return Promise.all(paths.sort().map(async (path) => sourceFile(path, await readFile(join(root, path), 'utf8'))))
}

type Locked = { license?: string; dev?: boolean; devOptional?: boolean }

/**
 * The package.json of everything that the lockfile names, with its `dev` mark. What is not installed on this kind of machine
 * comes with the licence that the lockfile noted.
 */
export const readInstalled = async (root: string): Promise<SourceFile[]> => {
  // npm's own file.
  const { packages } = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Locked>
  }
  return Promise.all(
    Object.entries(packages)
      .filter(([path]) => path !== '')
      .map(async ([folder, locked]) => {
        const path = `${folder}/package.json`
        const name = folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length)
        const installed = await readFile(join(root, path), 'utf8').then(JSON.parse, () => ({}))
        const license: unknown = installed.license ?? locked.license
        return sourceFile(
          path,
          JSON.stringify({ name, license, dev: locked.dev === true || locked.devOptional === true }),
        )
      }),
  )
}
