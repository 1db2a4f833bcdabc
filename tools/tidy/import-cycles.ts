import { importsOf } from './imports.ts'
import { finding, isCode, type Rule, type SourceFile } from './source-file.ts'

/** Files that import each other in a circle, types included, can only be read and changed all at once. */
export const importCycles: Rule = (files) => {
  const byPath = new Map(files.filter(isCode).map((file) => [file.path, file]))
  const done = new Set<SourceFile>()
  const found: ReturnType<Rule> = []
  const walk = (file: SourceFile, trail: readonly SourceFile[]) => {
    if (done.has(file)) return
    for (const { target, offset } of importsOf(file)) {
      const next = target === null ? undefined : byPath.get(target)
      if (next === undefined) continue
      const start = next === file ? trail.length : trail.indexOf(next)
      if (start >= 0) {
        const circle = [...trail.slice(start), file, next].map(({ path }) => path).join(' → ')
        found.push(
          finding(
            file,
            offset,
            `closes a circle: ${circle}. Move what both need into a file that neither imports back.`,
          ),
        )
      } else walk(next, [...trail, file])
    }
    done.add(file)
  }
  for (const file of byPath.values()) walk(file, [])
  return found
}
