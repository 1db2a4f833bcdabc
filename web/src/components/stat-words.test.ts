import { expect, test } from 'vitest'
import { statWords } from './stat-words.ts'

test('what matters comes first, and nothing is said about nothing', () =>
  expect(statWords({ calls: 1, found: 14, absent: 0, servers: 14, complete: true })).toEqual([
    '14 servers',
    '14 found',
    '1 call',
  ]))

test('bytes are a size, one is one, and how long it took stands elsewhere', () =>
  expect(
    statWords({ bytes: 396_214, files: 26, seconds: 2, snapshots: 1, added_bytes: 408_504, files_new: 26 }),
  ).toEqual(['26 files', '396\u00a0kB', '1 snapshot', '409\u00a0kB added', '26 files are new']))

test('a listing that is not whole says so, and no servers is a fact', () =>
  expect(statWords({ servers: 0, complete: false, page: null })).toEqual(['0 servers', 'not complete']))
