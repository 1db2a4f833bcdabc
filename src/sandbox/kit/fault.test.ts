import { expect, test } from 'vitest'
import { createFaults } from './fault.ts'
import { numberFrom, pageOf } from './page.ts'
import { createRouter } from './router.ts'

const take = (faults: ReturnType<typeof createFaults>, operation: string, ...targets: string[]) =>
  faults.take(operation, targets)?.kind ?? null

test('a fault is met so often, after so many calls that go well, by its operation and target', () => {
  const faults = createFaults()
  faults.add({ operation: 'list', kind: 'html', after: 1, times: 2 })
  faults.add({ operation: '*', kind: 'unauthorized', target: '7' })
  expect(take(faults, 'other')).toBeNull()
  expect([1, 2, 3, 4].map(() => take(faults, 'list'))).toEqual([null, 'html', 'html', null])
  expect([take(faults, 'get', '8'), take(faults, 'get', '7'), take(faults, 'get', '7')]).toEqual([
    null,
    'unauthorized',
    null,
  ])
  expect(faults.list()).toEqual([])
})

test('faults come in the order in which they were asked for, and can be cleared', () => {
  const faults = createFaults()
  faults.add({ operation: '*', kind: 'html' })
  faults.add({ operation: '*', kind: 'server_error', times: 9 })
  expect([take(faults, 'a'), take(faults, 'b')]).toEqual(['html', 'server_error'])
  expect(faults.met()).toEqual({ 'html of a': 1, 'server_error of b': 1 })
  faults.clear()
  expect(take(faults, 'a')).toBeNull()
  expect(() => faults.add({ operation: 'a', kind: 'html', times: 0 })).toThrow()
})

test('routes: fixed parts before names, whole paths only', () => {
  const handle = () => ({ status: 200 })
  const find = createRouter([
    { method: 'GET', path: '/v2/things/all', operation: 'all', handle },
    { method: 'GET', path: '/v2/things/:id', operation: 'one', handle },
  ])
  expect(find('GET', '/v2/things/all')?.route.operation).toBe('all')
  expect(find('GET', '/v2/things/5')).toMatchObject({ route: { operation: 'one' }, params: { id: '5' } })
  for (const path of ['/v2/things', '/v2/things/', '/v2/things/5/more']) expect(find('GET', path)).toBeNull()
  expect(find('POST', '/v2/things/5')).toBeNull()
})

test('pages', () => {
  const query = new URLSearchParams('page=3&size=x&per_page=9999')
  const limits = { least: 1, most: 200, otherwise: 20 }
  expect(['page', 'size', 'per_page', 'none'].map((name) => numberFrom(query, name, limits))).toEqual([3, 20, 200, 20])
  expect(pageOf([1, 2, 3, 4, 5], 2, 2)).toEqual({ rows: [3, 4], page: 2, size: 2, pages: 3, total: 5 })
  expect(pageOf([1], 5, 2).rows).toEqual([])
})
