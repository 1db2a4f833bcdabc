import { expect, test } from 'vitest'
import { statWords } from './stat-words.ts'

test('what matters comes first, and nothing is said about nothing', () =>
  expect(statWords({ calls: 1, found: 14, absent: 0, servers: 14, complete: true })).toEqual([
    '14 servers',
    '14 found',
    '1 call',
  ]))

test('a listing that is not whole says so, and no servers is a fact', () =>
  expect(statWords({ servers: 0, complete: false, page: null })).toEqual(['0 servers', 'not complete']))
