import { type Finding, finding, isCode, isProduct, nameOf, type Rule, visit } from './source-file.ts'

/** Values without ties to the outside world. */
const harmless = /^(Map|Set|WeakMap|WeakSet|RegExp|URL|Date|\w*Error|Uint8Array|TextEncoder|TextDecoder|Intl\.\w+)$/
/** Programs: importing them is running them. */
const programs = ['src/main.ts', 'src/cli/main.ts', 'src/cli/agent-main.ts', 'web/src/main.tsx']

/** What is built when a file is imported cannot be built differently in a test, nor ended in order. */
export const constructedAtImport: Rule = (files) =>
  files
    .filter((file) => isCode(file) && isProduct(file) && !programs.includes(file.path))
    .flatMap((file) => {
      const found: Finding[] = []
      let depth = 0
      const enter = () => {
        depth += 1
      }
      const exit = () => {
        depth -= 1
      }
      const report = (what: string, offset: number) =>
        found.push(
          finding(
            file,
            offset,
            `${what} runs as soon as the file is imported, before anybody can set it up. Make it in a function, and let src/start.ts (web: main.tsx) call that.`,
          ),
        )
      visit(file, {
        FunctionDeclaration: enter,
        'FunctionDeclaration:exit': exit,
        FunctionExpression: enter,
        'FunctionExpression:exit': exit,
        ArrowFunctionExpression: enter,
        'ArrowFunctionExpression:exit': exit,
        NewExpression({ callee, start }) {
          if (depth === 0 && !harmless.test(nameOf(callee) ?? '')) report(`new ${nameOf(callee) ?? '…'}`, start)
        },
        AwaitExpression({ start }) {
          if (depth === 0) report('await', start)
        },
      })
      return found
    })
