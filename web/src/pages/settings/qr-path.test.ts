import { encode } from 'uqr'
import { expect, test } from 'vitest'
import { qrPath } from './qr-path.ts'

test('the path holds exactly the dark modules', () => {
  const text = 'otpauth://totp/Backstay:mira%40example.com?secret=JBSWY3DPEHPK3PXP&issuer=Backstay'
  const { data } = encode(text, { ecc: 'M', border: 4 })
  const { side, d } = qrPath(text)
  const drawn = data.map((row) => row.map(() => false))
  for (const [, x, y, width] of d.matchAll(/M(\d+) (\d+)h(\d+)v1H\d+z/g)) {
    for (let i = 0; i < Number(width); i += 1) {
      const row = drawn[Number(y)]
      if (row) row[Number(x) + i] = true
    }
  }
  expect(drawn).toEqual(data)
  expect(side).toBe(data.length)
})
