import type { ESTree } from 'vite'
import { type Finding, finding, isCode, isProduct, nameOf, type Rule, visit } from './source-file.ts'

/** All settings are read, checked and explained in one place; the rest gets them as `ctx.config`. */
export const environmentReads: Rule = (files) =>
  files
    .filter((file) => isCode(file) && isProduct(file))
    .flatMap((file) => {
      const found: Finding[] = []
      const handedOver = new Set<ESTree.Node>()
      visit(file, {
        CallExpression({ callee, arguments: given }) {
          if (/^load\w*Config$/.test(nameOf(callee) ?? '')) for (const one of given) handedOver.add(one)
        },
        MemberExpression(node) {
          if (nameOf(node) !== 'process.env' || handedOver.has(node)) return
          found.push(
            finding(
              file,
              node.start,
              'process.env is read by src/config.ts alone, which checks it and says what to do when it is wrong. Add the variable there and take it from ctx.config.',
            ),
          )
        },
      })
      return found
    })
