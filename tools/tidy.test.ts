import { beforeAll, expect, test } from 'vitest'
import { allRules } from './tidy/all-rules.ts'
import { readInstalled, readTree } from './tidy/read-tree.ts'
import type { SourceFile } from './tidy/source-file.ts'

// The house rules over the present tree. tools/tidy/ holds them, one small file each; tidy/rules.test.ts shows that they bite.
const root = `${import.meta.dirname}/..`
let files: readonly SourceFile[]

beforeAll(async () => {
  files = [...(await readTree(root)), ...(await readInstalled(root))]
})

test('the tree is read', () => {
  const paths = files.map(({ path }) => path)
  expect(paths).toEqual(expect.arrayContaining(['src/main.ts', 'web/src/theme/theme.ts', 'package.json', 'README.md']))
})

test.each(Object.entries(allRules))('%s', (_name, rule) => {
  expect(rule(files).map(({ path, line, message }) => `${path}:${line} ${message}`)).toEqual([])
})
