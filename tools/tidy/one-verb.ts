import { isNoun, partOf } from './order.ts'
import { type Finding, finding, isCode, isTest, type Rule, type SourceFile } from './source-file.ts'

/** Files of a noun that hold something else than a verb. `states.ts` is a table of moves. */
const notVerbs = /\/(([a-z-]+-)?schema|states|([a-z-]+-)?queries|([a-z-]+-)?routes)\.ts$/

/** A use case is found by its file's name, and its file holds nothing that others could come to depend on. */
export const oneVerb: Rule = (files) =>
  files
    .filter((file) => isCode(file) && !isTest(file) && isNoun(partOf(file.path) ?? '') && !notVerbs.test(file.path))
    .flatMap((file): Finding[] => {
      const functions = exportedFunctions(file)
      const wanted = camelCase(/([^/]+)\.ts$/.exec(file.path)?.[1] ?? '')
      // A factory is named after what it makes.
      const allowed = [wanted, `create${wanted[0]?.toUpperCase()}${wanted.slice(1)}`]
      const [only, ...more] = functions
      if (only !== undefined && more.length === 0 && allowed.includes(only)) return []
      const has = functions.length === 0 ? 'no function' : functions.join(', ')
      return [
        finding(
          file,
          0,
          `exports ${has}. A verb's file exports one function, named after the file: here ${wanted}. Rename one of the two, or move the rest to files of their own.`,
        ),
      ]
    })

/** Names of exported functions; constants and types may stand beside the verb. */
const exportedFunctions = (file: SourceFile): string[] =>
  file.parsed().program.body.flatMap((statement) => {
    if (statement.type !== 'ExportNamedDeclaration' || statement.declaration === null) return []
    const { declaration } = statement
    if (declaration.type === 'FunctionDeclaration') return declaration.id ? [declaration.id.name] : []
    if (declaration.type !== 'VariableDeclaration') return []
    return declaration.declarations.flatMap(({ id, init }) => {
      const isFunction = init?.type === 'ArrowFunctionExpression' || init?.type === 'FunctionExpression'
      return isFunction && id.type === 'Identifier' ? [id.name] : []
    })
  })

const camelCase = (kebab: string) => kebab.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
