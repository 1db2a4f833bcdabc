import { type Finding, finding, isCode, isProduct, nameOf, type Rule, type SourceFile, visit } from './source-file.ts'

const clocks = ['src/lib/clock.ts', 'web/src/lib/clock.ts']
const clockCalls = ['Date', 'Date.now', 'performance.now', 'process.hrtime', 'process.hrtime.bigint', 'process.uptime']

/** Files that may measure spans with the machine's own clock, each with its reason. */
const spans: Readonly<Record<string, string>> = {
  'src/jobs/link.ts': 'how long the database was silent must not jump when somebody sets the clock',
}

/** Code that asks the machine for the time cannot be tested at midnight, at the end of a lease, or on the day clocks change. */
export const clockReads: Rule = (files) =>
  product(files)
    .filter(({ path }) => !clocks.includes(path) && !(path in spans))
    .flatMap((file) => {
      const found: Finding[] = []
      const report = (what: string, offset: number) =>
        found.push(
          finding(
            file,
            offset,
            `${what} asks the machine for the time, which no test can set. Use ${file.path.startsWith('web/') ? 'web/src/lib/clock.ts' : 'ctx.clock (src/lib/clock.ts)'}.`,
          ),
        )
      visit(file, {
        CallExpression({ callee, start }) {
          const name = nameOf(callee)
          if (name !== null && clockCalls.includes(name)) report(`${name}()`, start)
        },
        NewExpression({ callee, arguments: given, start }) {
          if (nameOf(callee) === 'Date' && given.length === 0) report('new Date()', start)
        },
      })
      return found
    })

const chance =
  /^(Math\.random|((globalThis|window)\.)?crypto\.(randomUUID|getRandomValues)|random(Bytes|UUID|Int|FillSync|Fill))$/

/** Files outside lib that may throw dice, each with its reason. */
const exceptions: Readonly<Record<string, string>> = {
  'src/jobs/create-enqueue.ts': 'a key that only has to differ from all others, and that nobody sees or orders by',
}

/** Code that throws dice of its own gives another result in every test. */
export const randomness: Rule = (files) =>
  product(files)
    .filter(({ path }) => !/^(web\/)?src\/lib\//.test(path) && !(path in exceptions))
    .flatMap((file) => {
      const found: Finding[] = []
      visit(file, {
        CallExpression({ callee, start }) {
          const name = nameOf(callee)
          if (name === null || !chance.test(name)) return
          const use = file.path.startsWith('web/') ? 'web/src/lib/random-key.ts' : 'ctx.ids (src/lib/ids.ts)'
          found.push(finding(file, start, `${name}() is chance that no test can set. Use ${use}.`))
        },
      })
      return found
    })

const product = (files: readonly SourceFile[]) => files.filter((file) => isCode(file) && isProduct(file))
