import { expect, test } from 'vitest'
import { createLog, redactText } from './log.ts'

const logged = (details: object) => {
  const lines: string[] = []
  createLog('info', { write: (line) => void lines.push(line) }).info(details, 'said')
  return lines.join('')
}

test('secrets are redacted by name, also inside objects', () => {
  const text = logged({
    password: 'hunter22',
    request: { headers: { cookie: 'c=1', authorization: 'Bearer bst_abc' } },
    nested: { token: 'tok' },
  })
  for (const secret of ['hunter22', 'c=1', 'bst_abc', '"tok"']) expect(text).not.toContain(secret)
})

test('secrets are redacted inside sentences', () => {
  const url = 'postgres://backstay:s3cret@db/backstay'
  const text = logged({ err: new Error(`could not reach ${url} with Bearer abcdefgh12345 or bst_abcdefgh1234`) })
  for (const secret of ['s3cret', 'abcdefgh12345', 'abcdefgh1234']) expect(text).not.toContain(secret)
  expect(redactText(url)).toBe('postgres://backstay:[redacted]@db/backstay')
})
