import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitLines } from './split-lines.ts'

async function* inPieces(text: string, sizes: readonly number[]) {
  const bytes = Buffer.from(text)
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1
    yield bytes.subarray(at, at + size)
    at += size
  }
}

const linesOf = async (text: string, sizes: readonly number[], longest = 1_000) => {
  const lines: string[] = []
  let overlong = 0
  const onOverlong = () => {
    overlong += 1
  }
  for await (const line of splitLines(inPieces(text, sizes), { longest, onOverlong })) lines.push(line)
  return { lines, overlong }
}

test('finds the same lines however the bytes arrive', async () => {
  const line = fc.string({ unit: fc.constantFrom('a', 'ü', '€', '🪢', ' ') })
  await fc.assert(
    fc.asyncProperty(
      fc.array(line),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
      async (lines, sizes) => {
        const text = lines.map((each) => `${each}\n`).join('')
        expect(await linesOf(text, sizes)).toEqual({ lines, overlong: 0 })
      },
    ),
  )
})

test('takes a last line without an end, and Windows line ends', async () => {
  expect((await linesOf('one\r\ntwo', [2])).lines).toEqual(['one', 'two'])
})

test('leaves out a line that is too long, and goes on after it', async () => {
  const text = `short\n${'x'.repeat(50)}\nagain\n${'y'.repeat(50)}`
  expect(await linesOf(text, [7], 20)).toEqual({ lines: ['short', 'again'], overlong: 2 })
  expect(await linesOf(text, [1_000], 20)).toEqual({ lines: ['short', 'again'], overlong: 2 })
})
