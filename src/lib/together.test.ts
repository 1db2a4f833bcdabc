import { expect, test } from 'vitest'
import { together } from './together.ts'

test('what comes while the first is worked on goes together, in groups of at most so many', async () => {
  const groups: number[][] = []
  const add = together<number>(3, async (items) => {
    groups.push([...items])
    await Promise.resolve()
  })
  await Promise.all([1, 2, 3, 4, 5].map(add))
  await add(6)
  expect(groups).toEqual([[1], [2, 3, 4], [5], [6]])
})

test('a group that fails fails for its own, and the next one is worked on', async () => {
  const add = together<string>(2, async (items) => {
    if (items.includes('bad')) throw new Error('no')
  })
  const ends = await Promise.allSettled(['good', 'bad', 'beside', 'later'].map(add))
  expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled'])
})
