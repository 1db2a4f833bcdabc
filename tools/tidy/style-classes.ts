import { importsOf } from './imports.ts'
import { finding, isCode, type Rule } from './source-file.ts'

/** A class that its style sheet does not have is no error anywhere: the piece merely loses its look. */
export const styleClasses: Rule = (files) => {
  const sheets = new Map(files.filter(({ path }) => path.endsWith('.module.css')).map(({ path, text }) => [path, text]))
  return files
    .filter((file) => isCode(file) && file.path.startsWith('web/'))
    .flatMap((file) =>
      importsOf(file).flatMap(({ target, specifier, offset }) => {
        const sheet = target === null ? undefined : sheets.get(target)
        const name = /^import (\w+) /.exec(file.text.slice(offset))?.[1]
        if (sheet === undefined || name === undefined) return []
        // Not the sheet's own path, which may begin with the same word.
        return [...file.text.matchAll(new RegExp(`(?<![/\\w])${name}\\.(\\w+)`, 'g'))]
          .filter(([, used]) => !new RegExp(`\\.${used}(?![\\w-])`).test(sheet))
          .map(({ index, 1: used }) =>
            finding(file, index, `${specifier} has no class "${used}". Write it there, or take it out here.`),
          )
      }),
    )
}
