import { type Finding, finding, type Rule } from './source-file.ts'

/** Licences under which code may be used and passed on together with ours, which is Apache-2.0. */
const fine = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'OFL-1.1', // fonts
  'PostgreSQL',
  'Python-2.0',
  'Unlicense',
  'Zlib',
]
/** Asks for the source of its own files only: fine for tools that build or test, which we do not pass on. */
const fineForTools = ['MPL-2.0', 'CC-BY-4.0']
/** Packages that state no licence in the usual place, with where it was read. */
const readByHand: Readonly<Record<string, string>> = {
  busboy: 'MIT', // LICENSE, and "licenses" of package.json; of s3rver, which only tests use
  dicer: 'MIT', // as busboy
  streamsearch: 'MIT', // as busboy
  'humanize-number': 'MIT', // Readme.md
  only: 'MIT', // Readme.md
}

type Installed = { license?: unknown; name?: string; dev?: boolean }

/** The `package.json` of every installed package, as read-tree.ts brings them: with the lockfile's word on whether it is a tool. */
export const licences: Rule = (files) =>
  files
    .filter(({ path }) => /(^|\/)node_modules\/.*package\.json$/.test(path))
    .flatMap((file): Finding[] => {
      // Written by npm or by read-tree.ts.
      const { name = file.path, license, dev } = JSON.parse(file.text) as Installed
      const stated = readByHand[name] ?? (typeof license === 'string' ? license : 'no licence')
      if (isFine(stated, dev === true || isBuildTool(name))) return []
      return [
        finding(
          file,
          0,
          `${name} is under ${stated}, which we do not know to be compatible with Apache-2.0. Use another package, or add the licence in tools/tidy/licences.ts after reading it.`,
        ),
      ]
    })

/** Native parts of the tool that builds the styles. The lockfile calls them optional, not development. */
const isBuildTool = (name: string) => name.startsWith('lightningcss-')

/** An SPDX expression of names, AND, OR and brackets around the whole. */
const isFine = (expression: string, isTool: boolean): boolean => {
  const text = expression.replace(/^\((.*)\)$/, '$1')
  if (text.includes(' OR ')) return text.split(' OR ').some((one) => isFine(one, isTool))
  if (text.includes(' AND ')) return text.split(' AND ').every((one) => isFine(one, isTool))
  return fine.includes(text) || (isTool && fineForTools.includes(text))
}
