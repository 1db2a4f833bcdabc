import { type Finding, finding, isCode, isProduct, nameOf, type Rule, visit } from './source-file.ts'

/** What the server says goes to its log, where secrets are struck out and a request's lines can be found again. */
export const consoleCalls: Rule = (files) =>
  files
    // The command line talks to a person: there, the console is the door.
    .filter((file) => isCode(file) && isProduct(file) && !file.path.startsWith('src/cli/'))
    .flatMap((file) => {
      const found: Finding[] = []
      visit(file, {
        CallExpression({ callee, start }) {
          if (!nameOf(callee)?.startsWith('console.')) return
          found.push(finding(file, start, 'writes to the console, past the log and its redaction. Use ctx.log.'))
        },
      })
      return found
    })
