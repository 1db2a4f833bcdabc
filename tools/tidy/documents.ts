import { posix } from 'node:path'
import { doors, foundations, nouns } from './order.ts'
import { type Finding, finding, type Rule, type SourceFile } from './source-file.ts'

const parts = [...foundations, ...nouns, ...doors].join('|')
const filePattern = new RegExp(
  `\`((?:src|web|test|tools|docs|\\.ci)/[\\w./-]+\\.\\w+|(?:${parts})/[\\w./-]+\\.ts)\``,
  'g',
)
const link = /\]\((?!https?:|mailto:|#)([^)#\s]+)[^)]*\)/g

/** A document that names a file which is gone misleads whoever follows it. */
export const documentPaths: Rule = (files) => {
  const paths = files.map(({ path }) => path)
  const exists = (path: string) => paths.includes(path) || paths.some((other) => other.startsWith(`${path}/`))
  const report = (file: SourceFile, offset: number, path: string) =>
    finding(file, offset, `names ${path}, which does not exist. Correct the path, or the sentence.`)
  return files
    .filter(({ path }) => path.endsWith('.md') && path !== 'CHANGELOG.md')
    .flatMap((file) => {
      const links = [...file.text.matchAll(link)].map(({ index, 1: to = '' }) => ({
        index,
        path: posix.join(posix.dirname(file.path), to).replace(/\/$/, ''),
      }))
      // In the documents a path is written from the root, or from src/. A made-up one in an example has <brackets> or 000N.
      const named = [...file.text.matchAll(filePattern)].map(({ index, 1: to = '' }) => ({
        index,
        path: /^(src|web|test|tools|docs|\.ci)\//.test(to) ? to : `src/${to}`,
      }))
      return [...links, ...named]
        .filter(({ path }) => !exists(path) && !/\/0002_|000N/.test(path))
        .map(({ index, path }) => report(file, index, path))
    })
}

/** Settings that only development and tests use. */
const internal = ['BACKSTAY_ENV']

/** A setting that nobody can find is none; one that does nothing wastes an evening. */
export const documentedSettings: Rule = (files): Finding[] => {
  const config = files.find(({ path }) => path === 'src/config.ts')
  const readme = files.find(({ path }) => path === 'README.md')
  if (config === undefined || readme === undefined) return []
  const read = new Set([...config.text.matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(([, name = '']) => name))
  const told = new Map(
    [...readme.text.matchAll(/`([A-Z][A-Z_]*_[A-Z_]+)`/g)].map(({ index, 1: name = '' }) => [name, index]),
  )
  return [
    ...[...read]
      .filter((name) => !told.has(name) && !internal.includes(name))
      .map((name) =>
        finding(
          config,
          config.text.indexOf(`${name}:`),
          `reads ${name}, which README.md does not explain. Add a line to its table.`,
        ),
      ),
    ...[...told]
      .filter(([name]) => !read.has(name))
      .map(([name, index]) => finding(readme, index, `explains ${name}, which nothing reads. Take it out.`)),
  ]
}
