import { finding, isCode, isProduct, type Rule } from './source-file.ts'

const table = 'src/lib/errors.ts'

/** A code that no program answers is a promise in the documents which nothing keeps. */
export const errorCodes: Rule = (files) => {
  const file = files.find(({ path }) => path === table)
  if (file === undefined) return []
  const others = files.filter((other) => other.path.startsWith('src/') && isCode(other) && isProduct(other))
  return [...file.text.matchAll(/^ {2}(\w+): \{/gm)]
    .filter(([, code]) => !others.some(({ path, text }) => path !== table && text.includes(`'${code}'`)))
    .map(({ index, 1: code }) =>
      finding(file, index, `no program answers ${code}. Take it out, and run: npm run generate.`),
    )
}
