import { expect, test } from 'vitest'
import { allRules } from './all-rules.ts'
import { sourceFile } from './source-file.ts'

// Each rule with an example that it must find and one that it must leave alone. `files` may be several; the finding is of one.
type Example = { rule: string; files: Record<string, string>; finds: RegExp | null }

const rule = (name: keyof typeof allRules) => ({
  finds: (message: RegExp, files: Record<string, string>): Example => ({ rule: name, files, finds: message }),
  allows: (files: Record<string, string>): Example => ({ rule: name, files, finds: null }),
})

const order = rule('imports go downwards and leftwards')
const circles = rule('no circles of imports')
const endings = rule('imports name files in full')
const defaults = rule('no default exports')
const barrels = rule('no files that only pass on exports')
const sizes = rule('files have at most 500 lines')
const lengths = rule('functions fit on a screen')
const time = rule('the time comes from the clock')
const chance = rule('chance comes from lib')
const environment = rule('the environment is read in one place')
const output = rule('nothing writes to the console')
const constructed = rule('nothing is constructed at import')
const sql = rule('SQL stands in queries.ts')
const verbs = rule('one verb per file')
const names = rule('files are named alike')
const codes = rule('error codes are used')
const glossary = rule('words of the glossary')
const plain = rule('messages are plain')
const marks = rule('no marks left over')
const classes = rule('classes stand in their style sheet')
const leftOut = rule('no test is left out')
const documents = rule('documents name files that exist')
const settings = rule('settings are explained')
const used = rule('dependencies are used, and in their place')
const exact = rule('versions are exact')
const licences = rule('licences fit ours')

const lines = (count: number) => 'f()\n'.repeat(count)
const mark = `// ${'TO'}${'DO'}: later\n`
const manifest = (parts: object) => JSON.stringify(parts)

const examples: readonly Example[] = [
  order.finds(/servers stands after identity/, {
    'src/identity/a.ts': "import { b } from '../servers/b.ts'",
  }),
  order.finds(/Queries and routes/, {
    'src/organizations/a.ts': "import { findUser } from '../identity/queries.ts'",
  }),
  order.finds(/Queries and routes/, { 'src/organizations/a.ts': "import { r } from '../identity/api-key-routes.ts'" }),
  order.finds(/lib imports nothing else/, { 'src/lib/a.ts': "import type { Context } from '../context.ts'" }),
  order.finds(/agent imports only lib, restic/, { 'src/agent/a.ts': "import { db } from '../db/database.ts'" }),
  order.finds(/context.ts is imported by everything/, {
    'src/context.ts': "import type { A } from './audit/schema.ts'",
  }),
  order.finds(/stands above all/, { 'src/http/a.ts': "import { startBackstay } from '../start.ts'" }),
  order.finds(/no place in the order/, { 'src/billing/a.ts': "import { b } from '../coupons/b.ts'" }),
  order.finds(/under src/, { 'src/lib/a.ts': "import { until } from '../../test/helpers/until.ts'" }),
  order.finds(/stands after/, { 'src/db/a.ts': "const { work } = await import('../jobs/jobs.ts')" }),
  order.finds(/stands after/, { 'src/db/a.ts': "type Jobs = import('../jobs/jobs.ts').Jobs" }),
  order.finds(/only the types/, { 'web/src/a.ts': "import type { Context } from '../../src/context.ts'" }),
  order.finds(/import type/, { 'web/src/a.ts': "import { Me } from '../../src/identity/schema.ts'" }),
  order.allows({
    'src/organizations/a.ts':
      "import { findPerson } from '../identity/find-person.ts'\nimport type { Db } from '../db/database.ts'",
    'src/organizations/b.ts': "import { findMember } from './queries.ts'\nimport type { Context } from '../context.ts'",
    'src/organizations/a.test.ts': "import { startTestApp } from '../../test/helpers/app.ts'",
    'src/start-api.ts': "import { identityRoutes } from './identity/routes.ts'",
    'web/src/a.ts': "import type { Me } from '../../src/identity/schema.ts'\nimport './a.css'",
  }),

  circles.finds(/circle: src\/a.ts → src\/b.ts → src\/c.ts → src\/a.ts/, {
    'src/a.ts': "import { b } from './b.ts'",
    'src/b.ts': "import { c } from './c.ts'",
    'src/c.ts': "import type { a } from './a.ts'",
  }),
  circles.allows({
    'src/a.ts': "import { b } from './b.ts'\nimport { c } from './c.ts'",
    'src/b.ts': "import { c } from './c.ts'",
    'src/c.ts': '',
  }),

  endings.finds(/without the file's ending/, { 'src/a.ts': "import { b } from './b'" }),
  endings.allows({ 'src/a.ts': "import { b } from './b.ts'\nimport { z } from 'zod'" }),

  defaults.finds(/exports a default/, { 'src/a.ts': 'export default 1' }),
  defaults.finds(/exports a default/, { 'src/a.ts': 'const a = 1\nexport { a as default }' }),
  defaults.allows({ 'src/a.ts': 'export const a = 1', 'vitest.config.ts': 'export default {}' }),

  barrels.finds(/passes on/, { 'src/a.ts': "export { b } from './b.ts'" }),
  barrels.finds(/passes on/, { 'src/a.ts': "export * from './b.ts'" }),
  barrels.finds(/named index/, { 'src/agents/index.ts': 'export const a = 1' }),
  barrels.allows({ 'src/a.ts': 'const a = 1\nexport { a }' }),

  sizes.finds(/has 501 lines/, { 'src/a.ts': lines(501) }),
  sizes.allows({ 'src/a.ts': lines(500), 'src/db/tables.gen.ts': lines(900) }),

  lengths.finds(/enable has 71 lines/, { 'src/a.ts': `const enable = () => {\n${lines(69)}}` }),
  lengths.finds(/save has/, { 'src/a.ts': `const a = { save() {\n${lines(80)}} }` }),
  lengths.finds(/test has/, { 'src/a.test.ts': `test('a', () => {\n${lines(80)}})` }),
  lengths.finds(/Page has 121 lines/, { 'web/src/Page.tsx': `export function Page() {\n${lines(119)}}` }),
  lengths.finds(/useRows has 80 lines/, { 'web/src/Page.tsx': `function useRows() {\n${lines(78)}}` }),
  lengths.allows({
    'src/a.ts': `const enable = () => {\n${lines(68)}}`,
    'web/src/Page.tsx': `export const Page = memo(() => {\n${lines(60)}})\nfunction Row() {\n${lines(118)}}`,
    'src/a.test.ts': `describe.each([1])('a', () => {\n${lines(200)}})`,
  }),

  time.finds(/new Date\(\)/, { 'src/a.ts': 'const at = new Date()' }),
  time.finds(/Date.now\(\)/, { 'web/src/a.ts': 'const at = Date.now()' }),
  time.finds(/performance.now\(\)/, { 'src/a.ts': 'const at = performance.now()' }),
  time.allows({
    'src/a.ts': 'const at = new Date(ms)\nconst later = Date.parse(at)',
    'src/lib/clock.ts': 'const at = new Date()',
    'src/a.test.ts': 'const at = new Date()',
  }),

  chance.finds(/Math.random/, { 'src/a.ts': 'const id = Math.random()' }),
  chance.finds(/randomBytes/, { 'src/a.ts': "import { randomBytes } from 'node:crypto'\nrandomBytes(8)" }),
  chance.finds(/crypto.randomUUID/, { 'web/src/a.ts': 'const id = crypto.randomUUID()' }),
  chance.allows({ 'src/lib/ids.ts': 'randomBytes(8)', 'src/a.ts': 'ctx.ids.make("srv")' }),

  environment.finds(/src\/config.ts alone/, { 'src/a.ts': 'const port = process.env.PORT' }),
  environment.finds(/src\/config.ts alone/, { 'src/a.ts': 'spawn("restic", { env: process.env })' }),
  environment.allows({ 'src/main.ts': 'loadConfig(process.env)', 'tools/a.ts': 'process.env.PATH' }),

  output.finds(/past the log/, { 'src/a.ts': 'console.log(1)' }),
  output.allows({
    'src/cli/main.ts': 'console.log(1)',
    'tools/a.ts': 'console.log(1)',
    'src/a.ts': 'log.info({}, "a")',
  }),

  constructed.finds(/new Pool runs as soon/, { 'src/a.ts': 'export const pool = new Pool()' }),
  constructed.finds(/await runs as soon/, { 'src/a.ts': 'export const text = await readFile("a")' }),
  constructed.allows({
    'src/a.ts': 'const seen = new Set()\nexport const open = () => new Pool()',
    'src/main.ts': 'await run()',
  }),

  sql.finds(/holds SQL/, { 'src/organizations/rename.ts': 'ctx.db.updateTable("organizations")' }),
  sql.finds(/holds SQL/, { 'src/http/a.ts': "import { sql } from 'kysely'\nsql`select 1`" }),
  sql.allows({
    'src/organizations/member-queries.ts': 'db.selectFrom("members")',
    'src/db/a.ts': 'db.selectFrom("a")',
  }),

  verbs.finds(/exports no function/, { 'src/billing/buy.ts': 'const buy = () => 1' }),
  verbs.finds(/exports buy, sell/, { 'src/billing/buy.ts': 'export const buy = () => 1\nexport function sell() {}' }),
  verbs.finds(/here buyPlan/, { 'src/billing/buy-plan.ts': 'export const buy = () => 1' }),
  verbs.allows({
    'src/billing/buy-plan.ts': 'export type Bought = 1\nexport const most = 5\nexport const buyPlan = () => 1',
    'src/billing/price-list.ts': 'export const createPriceList = () => 1',
    'src/billing/plan-queries.ts': 'export const a = () => 1\nexport const b = () => 1',
    'src/lib/ids.ts': 'export const a = () => 1\nexport const b = () => 1',
  }),

  names.finds(/kebab-case/, { 'src/billing/buyPlan.ts': '' }),
  names.finds(/name it after the component, Page.tsx/, { 'web/src/page.tsx': 'export function Page() {}' }),
  names.finds(/0001_what_it_does/, { 'src/db/migrations/2-runs.sql': '' }),
  names.finds(/named after their component/, { 'web/src/ui/my_styles.module.css': '' }),
  names.allows({
    'src/billing/buy-plan.test.ts': '',
    'web/src/Page.tsx': 'export function Page() {}',
    'web/src/show-toast.tsx': 'export const showToast = () => {}',
    'web/src/Page.module.css': '',
    'src/db/migrations/0002_runs.sql': '',
  }),

  codes.finds(/no program answers gone/, { 'src/lib/errors.ts': 'const table = {\n  gone: { status: 410 },\n}' }),
  codes.allows({ 'src/lib/errors.ts': 'const table = {\n  gone: {\n  },\n}', 'src/http/a.ts': "new AppError('gone')" }),

  glossary.finds(/our word is organization/, { 'src/a.ts': 'const tenantId = 1' }),
  glossary.finds(/our word is server/, { 'src/a.ts': 'const droplets = []' }),
  glossary.finds(/our word is operator/, { 'src/a.ts': 'const isAdmin = true' }),
  glossary.allows({ 'src/providers/digitalocean.ts': 'const droplets = []', 'src/a.ts': 'env.BACKSTAY_ADMIN_EMAIL' }),

  plain.finds(/says "successfully"/, { 'web/src/a.tsx': '<p>Saved successfully</p>' }),
  plain.finds(/says "Please"/, { 'src/a.ts': "const say = 'Please wait'" }),
  plain.finds(/says "e!"/, { 'src/a.ts': 'const say = `All is done!`' }),
  plain.allows({ 'src/a.ts': "if (a !== b && !c) throw new Error('The name is taken. Choose another.')" }),

  marks.finds(/Do it now/, { 'src/a.ts': mark }),
  marks.finds(/Do it now/, { 'docs/a.md': mark }),
  marks.allows({ 'src/a.ts': '// All of these are todos of a person.' }),

  classes.finds(/A.module.css has no class "gone"/, {
    'web/src/A.module.css': '.here, .gone-by { margin: 0 }',
    'web/src/A.tsx': "import styles from './A.module.css'\nconst shown = [styles.here, styles.gone]",
  }),
  classes.allows({
    'web/src/A.module.css': '.here > p { margin: 0 }',
    'web/src/A.tsx': "import styles from './A.module.css'\nconst shown = styles.here",
  }),
  leftOut.finds(/test.only/, { 'src/a.test.ts': "test.only('a', () => {})" }),
  leftOut.finds(/describe.skip/, { 'test/integration/a.test.ts': "describe.skip.each([1])('a', () => {})" }),
  leftOut.allows({ 'src/a.test.ts': "test.skipIf(process.getuid() !== 0)('a', () => {})", 'src/a.ts': 'query.only()' }),

  documents.finds(/names docs\/gone.md/, { 'docs/a.md': 'See [it](gone.md).' }),
  documents.finds(/names src\/lib\/gone.ts/, { 'docs/a.md': 'See `src/lib/gone.ts`.' }),
  documents.finds(/names src\/http\/gone.ts/, { 'docs/a.md': 'See `http/gone.ts`.' }),
  documents.allows({
    'docs/a.md': 'See [it](../README.md#top), [them](decisions), [all](https://example.com) and `lib/ids.ts`.',
    'docs/decisions/0001-a.md': '',
    'README.md': '',
    'src/lib/ids.ts': '',
  }),

  settings.finds(/reads BACKSTAY_NEW/, { 'src/config.ts': '  BACKSTAY_NEW: z.string(),', 'README.md': '' }),
  settings.finds(/explains BACKSTAY_OLD/, { 'src/config.ts': '', 'README.md': '| `BACKSTAY_OLD` |' }),
  settings.allows({ 'src/config.ts': '  SMTP_URL: z.url(),', 'README.md': '| `SMTP_URL` |' }),

  used.finds(/nothing uses left-pad/, { 'package.json': manifest({ dependencies: { 'left-pad': '1.0.0' } }) }),
  used.finds(/imports kysely at run time/, {
    'package.json': manifest({ devDependencies: { kysely: '1.0.0' } }),
    'src/a.ts': "import { sql } from 'kysely'",
  }),
  used.finds(/imports @tanstack\/react-query at run time/, {
    'package.json': manifest({ dependencies: {} }),
    'web/src/a.ts': "import { useQuery } from '@tanstack/react-query'",
  }),
  used.allows({
    'package.json': manifest({
      dependencies: { pg: '8.0.0' },
      devDependencies: { '@types/pg': '8.0.0', vitest: '5.0.0' },
    }),
    'src/a.ts': "import pg from 'pg'\nimport { open } from 'node:fs'\nimport type { Test } from 'vitest'",
    'src/a.test.ts': "import { test } from 'vitest'",
  }),

  exact.finds(/zod \^4.0.0/, { 'package.json': manifest({ dependencies: { zod: '^4.0.0' } }) }),
  exact.allows({ 'package.json': manifest({ dependencies: { zod: '4.0.0', b: '18.4.0-beta.17' } }) }),

  licences.finds(/under AGPL-3.0/, { 'node_modules/a/package.json': manifest({ name: 'a', license: 'AGPL-3.0' }) }),
  licences.finds(/under no licence/, { 'node_modules/a/package.json': manifest({ name: 'a' }) }),
  licences.finds(/under MPL-2.0/, { 'node_modules/a/package.json': manifest({ name: 'a', license: 'MPL-2.0' }) }),
  licences.finds(/under MIT AND GPL-3.0/, {
    'node_modules/a/package.json': manifest({ name: 'a', license: 'MIT AND GPL-3.0' }),
  }),
  licences.allows({
    'node_modules/a/package.json': manifest({ name: 'a', license: '(MIT OR GPL-3.0)' }),
    'node_modules/b/package.json': manifest({ name: 'b', license: 'MPL-2.0', dev: true }),
    'node_modules/@c/d/package.json': manifest({ name: '@c/d', license: '(MIT AND Zlib)' }),
  }),
]

test('every rule has an example that it finds and one that it allows', () => {
  for (const name of Object.keys(allRules)) {
    const own = examples.filter((example) => example.rule === name)
    expect([own.some(({ finds }) => finds !== null), own.some(({ finds }) => finds === null)], name).toEqual([
      true,
      true,
    ])
  }
})

test.each(examples)('$rule: $files', ({ rule, files, finds }) => {
  const found = allRules[rule]?.(Object.entries(files).map(([path, text]) => sourceFile(path, text)))
  const messages = found?.map(({ message }) => message)
  if (finds === null) expect(messages).toEqual([])
  else expect(messages).toEqual([expect.stringMatching(finds)])
})

test('a finding names the line', () => {
  const file = sourceFile('src/a.ts', '\n\nconst at = new Date()\n')
  expect(allRules['the time comes from the clock']?.([file])).toMatchObject([{ path: 'src/a.ts', line: 3 }])
})
