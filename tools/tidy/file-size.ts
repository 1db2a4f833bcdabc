import { finding, isGenerated, type Rule } from './source-file.ts'

const maxLines = 500

/** Nobody keeps more than this in mind at once; most of our files stay under 100 lines. */
export const fileSize: Rule = (files) =>
  files
    .filter(({ path }) => /\.(ts|tsx|mjs|css|sql)$/.test(path) && !isGenerated(path))
    .flatMap((file) => {
      const lines = file.text.split('\n').length - 1
      return lines <= maxLines
        ? []
        : [finding(file, file.text.length, `has ${lines} lines, more than ${maxLines}. Split it by what its parts do.`)]
    })
