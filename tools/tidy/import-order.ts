import { type Import, importsOf } from './imports.ts'
import { belowContracts, compositions, contracts, islands, isNoun, order, partOf } from './order.ts'
import { type Finding, finding, isCode, isTest, type Rule, type SourceFile } from './source-file.ts'

/**
 * Imports go downwards and leftwards (tools/tidy/order.ts), so that a part can be read, tested and changed without those that
 * use it. Tests are exempt: they stand on top of everything.
 */
export const importOrder: Rule = (files) =>
  files
    .filter((file) => isCode(file) && !isTest(file) && /^(src|web\/src)\//.test(file.path))
    .flatMap((file) =>
      importsOf(file).flatMap((one): Finding[] => {
        const why = file.path.startsWith('web/') ? whyNotFromWeb(one) : whyNot(file, one)
        return why === null ? [] : [finding(file, one.offset, `imports ${one.target}. ${why}`)]
      }),
    )

const whyNot = (file: SourceFile, { target }: Import): string | null => {
  if (target === null) return null
  const from = partOf(file.path) ?? ''
  const to = partOf(target)
  if (to === null) {
    if (from === 'version.ts' && target === 'package.json') return null
    return 'What runs in the server lies under src/: tests, tools and web are not there where it runs. Move the shared part into src/.'
  }
  if (from === to) return null
  if (!isKnown(from)) return unknownPart(from)
  if (!isKnown(to)) return unknownPart(to)
  return whyNotPart(from, to) ?? whyNotFile(from, to, target)
}

const whyNotPart = (from: string, to: string): string | null => {
  if (compositions.includes(from)) return null
  if (compositions.includes(to))
    return `${to} puts the parts together and stands above all of them. Take what you need from ctx.`
  const island = islands[from]
  if (island !== undefined) {
    if (island.includes(to)) return null
    const allowed = island.length === 0 ? 'nothing else under src/' : `only ${island.join(', ')}`
    return `${from} imports ${allowed}, since it is used without the rest of the server. Pass in what it needs.`
  }
  if (contracts.includes(to)) return null
  if (contracts.includes(from)) {
    if (belowContracts.includes(to)) return null
    return `${from} is imported by everything, so it may import only ${belowContracts.join(', ')}. Move the type to one of these.`
  }
  if (order.indexOf(to) < order.indexOf(from)) return null
  return `${to} stands after ${from} in tools/tidy/order.ts, and imports go only the other way. To cause work there, enqueue a task contract from tasks.ts; for a shared fact, move it left.`
}

const whyNotFile = (from: string, to: string, target: string): string | null => {
  if (!isNoun(from) || !isNoun(to) || !/queries\.ts$|routes\.ts$/.test(target)) return null
  return `Queries and routes belong to their noun alone, so that its tables and addresses can change in one folder. Call a verb of ${to}, or use its schema.ts.`
}

const whyNotFromWeb = ({ target, isType }: Import): string | null => {
  if (target === null || target.startsWith('web/')) return null
  if (!/^src\/[^/]+\/([a-z-]+\/)?([a-z-]+-)?schema\.ts$/.test(target)) {
    return 'The web interface knows of the server only the types in src/<noun>/schema.ts; the rest reaches it through the API.'
  }
  return isType ? null : 'Use "import type": server code must not get into the browser.'
}

const isKnown = (part: string) => order.includes(part) || contracts.includes(part) || compositions.includes(part)

const unknownPart = (part: string) =>
  `${part} has no place in the order of imports yet. Give it one in tools/tidy/order.ts, and a line in docs/architecture.md.`
