import { importsOf } from './imports.ts'
import { finding, isCode, type Rule } from './source-file.ts'

/** Node runs the source as it lies there, so an import names the file in full. */
export const importEndings: Rule = (files) =>
  files.filter(isCode).flatMap((file) =>
    importsOf(file)
      .filter(({ target }) => target !== null && !/\.(ts|tsx|mjs|css|json|svg|sql)$/.test(target))
      .map(({ specifier, offset }) =>
        finding(
          file,
          offset,
          `imports "${specifier}" without the file's ending. Node does not guess: write it out, such as "${specifier}.ts".`,
        ),
      ),
  )
