import { expect, test } from 'vitest'
import { totpSecret } from './totp-secret.ts'

test('the key in groups of four', () => {
  expect(totpSecret('otpauth://totp/Backstay:mira%40example.com?secret=JBSWY3DPEHPK3PXPJBS&issuer=Backstay')).toBe(
    'JBSW Y3DP EHPK 3PXP JBS',
  )
})

test('an address without a key', () => {
  expect(totpSecret('otpauth://totp/Backstay')).toBe('')
})
