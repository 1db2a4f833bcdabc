import { expect, test } from 'vitest'
import { bunzip2 } from './bunzip2.ts'

const packed = {
  empty: 'QlpoORdyRThQkAAAAAA=',
  words:
    'QlpoOTFBWSZTWWon4fkAAHeVgEABEAAuTowgIABwUwAAFKo0E008psJoTsTImhOROhMiYE+CZE/CYE6E9E0JuJwJkTsTQnoTkTAn8XckU4UJBqJ+H5A=',
  zeros: 'QlpoOTFBWSZTWaidZFwACTDAAsAAAAIACCAAMMwFKaaCiNhCiPF3JFOFCQqJ1kXA',
  allBytes:
    'QlpoOTFBWSZTWba17pUAAAB/////////////////////////////////////////////sADFUgAAAAAAAAAAAAAAAAAAAAABMAmAAAAAAAAAAAAAAEwABMAEmAAmAAJgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAkwAEwABMAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAPwCAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0+P0BBQkNERUZHSElKS0xNTk9QUVJTVFVWV1hZWltcXV5fYGFiY2RhYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5ent8fX5/gIGCg4SFhoeIiYqLjI2Oj5CRkpWWl5iZmpucnZ6foKGio6SlpqeoqaqrrK2ur7CxsrO0tba3uLm6u7y9vr/AwcLDxMXGxcbHyMnKy8zNzs/Q0dLT1NXW19jZ2tvc3d7f4OHi4+Tl5ufo6err7O3u7/Dx8vP09fb3+Pn6+/z9F3JFOFCQtrXulQ=',
}
const unpack = (base64: string) => bunzip2(Buffer.from(base64, 'base64'), 2_000_000)

test('unpacks text, runs, all byte values and nothing', () => {
  expect(unpack(packed.words).toString()).toBe('Backstay holds the mast. '.repeat(40))
  expect(unpack(packed.zeros).equals(Buffer.alloc(1_200_000))).toBe(true)
  expect([...unpack(packed.allBytes)]).toEqual(Array.from({ length: 256 }, (_, byte) => byte))
  expect(unpack(packed.empty).length).toBe(0)
})

test('unpacks streams behind each other', () => {
  const both = Buffer.concat([Buffer.from(packed.words, 'base64'), Buffer.from(packed.allBytes, 'base64')])
  expect(bunzip2(both, 2_000).length).toBe(1_000 + 256)
})

const isUnpacked = (bytes: Buffer) => {
  try {
    return bunzip2(bytes, 2_000).toString() === 'Backstay holds the mast. '.repeat(40)
  } catch {
    return false
  }
}

test('refuses what is cut off, changed, too large or something else', () => {
  const whole = Buffer.from(packed.words, 'base64')
  for (let length = 0; length < whole.length; length += 1) {
    expect(() => bunzip2(whole.subarray(0, length), 2_000), `${length} bytes`).toThrow('bzip2')
  }
  for (let at = 0; at < whole.length; at += 1) {
    const changed = Buffer.from(whole)
    changed[at] = (changed[at] ?? 0) ^ 0x10
    // Some bits stand for nothing: those after the end, and where in a text that repeats itself it begins.
    if (!isUnpacked(changed)) expect(() => bunzip2(changed, 2_000), `byte ${at}`).toThrow('bzip2')
  }
  expect(() => bunzip2(whole, 999)).toThrow('holds more than 999 bytes')
  expect(() => bunzip2(Buffer.from('PK\x03\x04'), 2_000)).toThrow('not a bzip2 file')
})
