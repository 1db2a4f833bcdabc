import { describe, expect, test } from 'vitest'
import { fromDatabaseError, isTransient } from './database-errors.ts'

const withCode = (code: string, extra: object = {}, message = 'a message') =>
  Object.assign(new Error(message), { code, ...extra })

describe('what a caller is told', () => {
  test.each<[string, Error, string, number | undefined]>([
    ['nobody listens', withCode('ECONNREFUSED'), 'database_unavailable', 2],
    ['no socket file', withCode('ENOENT', { syscall: 'connect' }), 'database_unavailable', 2],
    ['no such host', withCode('ENOTFOUND', { syscall: 'getaddrinfo' }), 'database_unavailable', 2],
    ['every address refused', new AggregateError([withCode('ECONNREFUSED')]), 'database_unavailable', 2],
    ['shutting down', withCode('57P01'), 'database_unavailable', 2],
    ['starting up', withCode('57P03'), 'database_unavailable', 2],
    ['connection failure', withCode('08006'), 'database_unavailable', 2],
    ['cut in the middle', new Error('Connection terminated unexpectedly'), 'database_unavailable', 2],
    ['no free connection', new Error('timeout exceeded when trying to connect'), 'database_unavailable', 2],
    ['deep below', new Error('a', { cause: new Error('b', { cause: withCode('57P01') }) }), 'database_unavailable', 2],
    ['disk full', withCode('53100'), 'database_full', undefined],
    ['statement time-out', withCode('57014'), 'request_timeout', 1],
    ['lock time-out', withCode('55P03'), 'request_timeout', 1],
    ['serialization', withCode('40001'), 'conflict', 1],
    ['deadlock', withCode('40P01'), 'conflict', 1],
    ['unique', withCode('23505'), 'already_exists', undefined],
  ])('%s', (_name, error, code, retryAfter) => {
    const told = fromDatabaseError(error)
    expect([told?.code, told?.retryAfterSeconds]).toEqual([code, retryAfter])
    expect(told?.cause).toBe(error)
  })

  test.each<[string, unknown]>([
    ['a bug', new TypeError('x is undefined')],
    ['a missing file', withCode('ENOENT', { syscall: 'open' })],
    ['a syntax error in SQL', withCode('42601')],
    ['no error at all', 'oh'],
    ['a code that is no text', Object.assign(new Error('x'), { code: 23505 })],
  ])('%s is none of it', (_name, error) => expect(fromDatabaseError(error)).toBe(null))

  test('a circle of causes ends', () => {
    const error = new Error('round')
    error.cause = error
    expect(fromDatabaseError(error)).toBe(null)
  })
})

test('only serialization failures and deadlocks go away by themselves', () => {
  expect([withCode('40001'), withCode('40P01'), withCode('23505'), new Error('x'), 'x'].map(isTransient)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ])
})
