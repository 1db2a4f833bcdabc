import { expect, test } from 'vitest'
import { isPublicAddress } from './is-public-address.ts'

test.each(['203.0.113.9', '8.8.8.8', '172.32.0.1', '100.128.0.1'])('%s is in the open', (address) => {
  expect(isPublicAddress(address)).toBe(true)
})

test.each([
  '127.0.0.1',
  '10.1.2.3',
  '172.31.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '255.255.255.255',
  '::1',
  'localhost',
  '',
])('"%s" is not', (address) => {
  expect(isPublicAddress(address)).toBe(false)
})
