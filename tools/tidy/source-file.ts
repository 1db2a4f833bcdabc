import { type ESTree, type ParseResult, parseSync, Visitor, type VisitorObject } from 'vite'

/** One file of ours. Code is parsed on first use, by the parser that also builds the web interface. */
export type SourceFile = {
  /** From the root of the checkout, with `/`. */
  readonly path: string
  readonly text: string
  readonly parsed: () => ParseResult
}

/** Something to mend: where, and why the rule exists and what to do. */
export type Finding = { readonly path: string; readonly line: number; readonly message: string }

/** A house rule: files in, what is wrong with them out. It touches nothing else. */
export type Rule = (files: readonly SourceFile[]) => Finding[]

export const sourceFile = (path: string, text: string): SourceFile => {
  let result: ParseResult | undefined
  const parsed = () => {
    result ??= parseSync(path, text)
    const [error] = result.errors
    if (error) throw new Error(`${path} cannot be parsed: ${error.message}`)
    return result
  }
  return { path, text, parsed }
}

export const isCode = ({ path }: Pick<SourceFile, 'path'>) => /\.(ts|tsx|mjs)$/.test(path) && !isGenerated(path)

export const isGenerated = (path: string) => /\.gen\.tsx?$|^src\/db\/schema\.sql$|\.snapshot\.sql$/.test(path)

export const isTest = ({ path }: Pick<SourceFile, 'path'>) => /\.test\.tsx?$|^test\//.test(path)

/** What runs at our users' places: neither tests nor tools. */
export const isProduct = (file: Pick<SourceFile, 'path'>) => /^(src|web\/src)\//.test(file.path) && !isTest(file)

export const finding = (file: SourceFile, offset: number, message: string): Finding => ({
  path: file.path,
  line: file.text.slice(0, offset).split('\n').length,
  message,
})

/** Calls the visitor's functions for the nodes of a file, parents before children. */
export const visit = (file: SourceFile, visitor: VisitorObject): void =>
  new Visitor(visitor).visit(file.parsed().program)

/** `a.b` as text, for plain names only: `Date.now`, `process.env`. */
export const nameOf = (node: ESTree.Node): string | null => {
  if (node.type === 'Identifier') return node.name
  if (node.type !== 'MemberExpression' || node.computed) return null
  const object = nameOf(node.object)
  return object === null || node.property.type !== 'Identifier' ? null : `${object}.${node.property.name}`
}
