import { expect, test } from 'vitest'
import { markShapes } from './mark-shapes.ts'
import { type StateLook, serverTroubleOrder, states } from './states.ts'

const all: [string, StateLook][] = Object.entries(states).flatMap(([thing, of]) =>
  Object.entries(of).map(([state, look]): [string, StateLook] => [`${thing}.${state}`, look]),
)

test.each(all)('%s has a word in sentence case and a known mark', (_name, look) => {
  expect(look.word).toMatch(/^[A-Z][a-z]+( [a-z]+)*$/)
  expect(Object.keys(markShapes)).toContain(look.mark)
})

test('only warnings and failures are trouble', () => {
  for (const [, look] of all) if (look.trouble) expect(['warn', 'bad']).toContain(look.mark_tone)
})

test('within one thing every word is told apart by its mark or its tone', () => {
  for (const of of Object.values(states)) {
    const words = Object.values(of).map((look) => look.word)
    expect(new Set(words).size).toBe(words.length)
  }
})

test('the order of troubles names every server state once', () => {
  expect([...serverTroubleOrder].sort()).toEqual(Object.keys(states.server).sort())
})
