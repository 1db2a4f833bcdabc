import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { readSessionToken } from './read-session-token.ts'

const secret = 'a secret'
const signed = (token: string, key = secret) =>
  encodeURIComponent(`${token}.${createHmac('sha256', key).update(token).digest('base64')}`)
const plain = 'better-auth.session_token'
const secure = `__Secure-${plain}`

test('of several session cookies the one set over TLS counts, and what others signed does not', () => {
  const read = (header: string) => readSessionToken(header, secret)
  expect(read(`${plain}=${signed('old')}; ${secure}=${signed('new')}`)).toBe('new')
  expect(read(`${plain}=${signed('foreign', 'another')}; ${plain}=${signed('own')}`)).toBe('own')
  expect(read(`${secure}=${signed('foreign', 'another')}`)).toBeNull()
  expect(read('theme=dark')).toBeNull()
})

test('broken cookies are none', () => {
  for (const value of ['', '.', '%E0%A4%A', 'token', 'token.', 'token.####'])
    expect(readSessionToken(`${plain}=${value}`, secret)).toBeNull()
})
