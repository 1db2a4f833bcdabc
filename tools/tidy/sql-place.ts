import { importsOf } from './imports.ts'
import { type Finding, finding, isCode, isProduct, type Rule, visit } from './source-file.ts'

const builders = ['selectFrom', 'insertInto', 'updateTable', 'deleteFrom', 'replaceInto', 'mergeInto']

/** Files outside `queries.ts` that may hold SQL, each with its reason. */
const exceptions: Readonly<Record<string, string>> = {
  'src/http/idempotency.ts': 'its table belongs to the API shell, which is no noun',
  'src/http/remove-old-idempotency-keys.ts': 'as above',
  'src/start-api.ts': 'asks the database whether it is there',
}

/** All statements on a noun's tables stand in one file, where their scope by organization can be reviewed. */
export const sqlPlace: Rule = (files) =>
  files
    .filter((file) => isCode(file) && isProduct(file) && file.path.startsWith('src/'))
    .filter(({ path }) => !/queries\.ts$/.test(path) && !/^src\/(db|jobs)\//.test(path) && !(path in exceptions))
    .flatMap((file) => {
      const found: Finding[] = []
      const report = (offset: number) =>
        found.push(
          finding(
            file,
            offset,
            "holds SQL. Move it into the noun's queries.ts, where a reviewer sees which organization it is limited to.",
          ),
        )
      const usesKysely = importsOf(file).some(({ specifier, isType }) => specifier === 'kysely' && !isType)
      visit(file, {
        CallExpression({ callee, start }) {
          const isBuilder =
            callee.type === 'MemberExpression' &&
            callee.property.type === 'Identifier' &&
            builders.includes(callee.property.name)
          if (isBuilder) report(start)
        },
        TaggedTemplateExpression({ tag, start }) {
          if (usesKysely && tag.type === 'Identifier' && tag.name === 'sql') report(start)
        },
      })
      return found
    })
