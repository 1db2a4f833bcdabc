import { type Finding, finding, isCode, isTest, nameOf, type Rule, visit } from './source-file.ts'

const leftOut = /^(test|it|describe|suite)(\.\w+)*\.(only|skip|todo|fails)\b/

/** A test that is left out looks like one that passes. `skipIf` with a reason that the machine gives is allowed. */
export const focusedTests: Rule = (files) =>
  files
    .filter((file) => isCode(file) && isTest(file))
    .flatMap((file) => {
      const found: Finding[] = []
      visit(file, {
        CallExpression({ callee, start }) {
          const name = nameOf(callee)
          if (name === null || !leftOut.test(name)) return
          found.push(
            finding(file, start, `${name} leaves tests out while all looks well. Mend the test, or take it away.`),
          )
        },
      })
      return found
    })
