import { finding, isCode, type Rule } from './source-file.ts'

/** Where a tool reads its settings from a default export and takes nothing else. */
const demanded = ['vitest.config.ts', 'web/vite.config.ts']

/** A default export has another name in every file that imports it, and searching finds none of them. */
export const noDefaultExports: Rule = (files) =>
  files
    .filter((file) => isCode(file) && !demanded.includes(file.path))
    .flatMap((file) =>
      file
        .parsed()
        .module.staticExports.flatMap(({ entries }) => entries)
        .filter(({ exportName }) => exportName.kind === 'Default' || exportName.name === 'default')
        .map(({ start }) =>
          finding(file, start, 'exports a default, which everyone names differently. Export it by its name.'),
        ),
    )

/** A file that passes on others' exports hides where a thing is, and makes circles of imports. */
export const noBarrels: Rule = (files) =>
  files.filter(isCode).flatMap((file) => {
    const passedOn = file
      .parsed()
      .module.staticExports.filter(({ entries }) => entries.some(({ moduleRequest }) => moduleRequest !== null))
      .map(({ start }) =>
        finding(
          file,
          start,
          "passes on another file's export, which hides where the thing is. Let its users import that file themselves.",
        ),
      )
    const isIndex = /(^|\/)index\.(ts|tsx|mjs)$/.test(file.path)
    return isIndex
      ? [...passedOn, finding(file, 0, 'is named index, which says nothing. Name it after what it holds.')]
      : passedOn
  })
