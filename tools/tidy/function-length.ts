import type { ESTree } from 'vite'
import { type Finding, finding, isCode, nameOf, type Rule, type SourceFile, visit } from './source-file.ts'

const maxLines = 70
/** Markup is long and shallow. */
const maxComponentLines = 120

type FunctionNode = ESTree.Function | ESTree.ArrowFunctionExpression

/** A function fits on one screen. `describe` blocks of tests are lists, not functions, and may be longer. */
export const functionLength: Rule = (files) => files.filter(isCode).flatMap(longFunctions)

const longFunctions = (file: SourceFile): Finding[] => {
  const found: Finding[] = []
  const names = new Map<ESTree.Node, string>()
  const lists = new Set<ESTree.Node>()
  const check = (node: FunctionNode) => {
    if (lists.has(node)) return
    const name = node.id?.name ?? names.get(node) ?? 'a function'
    const isComponent = file.path.endsWith('.tsx') && /^[A-Z]/.test(name)
    const most = isComponent ? maxComponentLines : maxLines
    const lines = file.text.slice(node.start, node.end).split('\n').length
    if (lines <= most) return
    found.push(
      finding(
        file,
        node.start,
        `${name} has ${lines} lines, more than ${most}. Give its steps names of their own, so that it fits on a screen.`,
      ),
    )
  }
  visit(file, {
    VariableDeclarator({ id, init }) {
      if (init && id.type === 'Identifier') names.set(init, id.name)
    },
    Property({ key, value }) {
      if (key.type === 'Identifier') names.set(value, key.name)
    },
    CallExpression({ callee, arguments: given }) {
      const called = nameOf(callee.type === 'CallExpression' ? callee.callee : callee)
      if (called !== null && /^describe(\.|$)/.test(called)) for (const one of given) lists.add(one)
      // memo(function …) and forwardRef(…) carry the name of their variable.
      for (const one of given) lists.has(one) || names.has(one) || names.set(one, called ?? 'a function')
    },
    FunctionDeclaration: check,
    FunctionExpression: check,
    ArrowFunctionExpression: check,
  })
  return found
}
