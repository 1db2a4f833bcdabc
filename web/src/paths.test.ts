import { expect, test } from 'vitest'
import { paths, safeNext } from './paths.ts'

test('queries leave out what is not set', () => {
  expect(paths.customers({ q: 'a&b' })).toBe('/customers?q=a%26b')
  expect(paths.activity({ action: undefined })).toBe('/activity')
  expect(paths.customer('org_1/../x')).toBe('/customers/org_1%2F..%2Fx')
})

test.each(['//evil.example', 'https://evil.example', '/\\evil.example', '/sign-in?next=/', '/api/me', undefined, ''])(
  '%s is no place to go after signing in',
  (next) => {
    expect(safeNext(next)).toBe('/')
  },
)

test('a page of ours is', () => expect(safeNext('/customers?q=a')).toBe('/customers?q=a'))
