import { posix } from 'node:path'
import { type SourceFile, visit } from './source-file.ts'

export type Import = {
  /** As written: `./queries.ts`, `kysely`. */
  readonly specifier: string
  /** The file meant, from the root; null for packages. */
  readonly target: string | null
  /** Gone at run time. */
  readonly isType: boolean
  readonly offset: number
}

const cache = new WeakMap<SourceFile, readonly Import[]>()

/** Everything a file imports: static, re-exported, dynamic, and `import('…')` types. */
export const importsOf = (file: SourceFile): readonly Import[] => {
  let found = cache.get(file)
  if (found === undefined) {
    found = readImports(file)
    cache.set(file, found)
  }
  return found
}

const readImports = (file: SourceFile): Import[] => {
  const { module } = file.parsed()
  const found: Import[] = []
  const add = (specifier: string, isType: boolean, offset: number) => {
    const path = specifier.replace(/\?.*$/, '')
    const target = path.startsWith('.') ? posix.join(posix.dirname(file.path), path) : null
    found.push({ specifier, target, isType, offset })
  }
  for (const { moduleRequest, entries, start } of module.staticImports) {
    add(moduleRequest.value, entries.length > 0 && entries.every(({ isType }) => isType), start)
  }
  for (const { entries, start } of module.staticExports) {
    const [first] = entries
    if (first?.moduleRequest) {
      add(
        first.moduleRequest.value,
        entries.every(({ isType }) => isType),
        start,
      )
    }
  }
  visit(file, {
    ImportExpression({ source, start }) {
      if (source.type === 'Literal' && typeof source.value === 'string') add(source.value, false, start)
    },
    TSImportType({ source, start }) {
      add(source.value, true, start)
    },
  })
  return found
}
