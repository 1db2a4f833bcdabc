import { expect, test } from 'vitest'
import type { Attention } from '../../../../src/insights/overview/schema.ts'
import { attentionWords } from './attention-words.ts'

// Of the worst server only what the words are made of.
const group = (kind: Attention['kind'], count: number) =>
  ({
    ...{ kind, count, list: '/api/servers', about: null },
    example: { name: 'shop-prod-1', organization_name: 'Harbour & Finch', critical: false, protections: [] },
  }) as unknown as Attention

test('operators are told whose server it is', () => {
  expect(attentionWords(group('missed', 3))).toMatchObject({
    title: 'shop-prod-1',
    about: 'Harbour & Finch and 2 others',
  })
  expect(attentionWords(group('unprotected', 3))).toMatchObject({
    title: '3 servers',
    say: 'No protection switched on; shop-prod-1 of Harbour & Finch is one',
  })
})

test('members are told of the others, and not whose their own are', () => {
  const own = (kind: Attention['kind'], count: number) => attentionWords(group(kind, count), true)
  expect(own('missed', 3)).toMatchObject({ title: 'shop-prod-1 and 2 others', about: null })
  expect(own('unprotected', 3)).toMatchObject({ say: 'No protection switched on; shop-prod-1 is one' })
  expect(own('unprotected', 1)).toMatchObject({ title: 'shop-prod-1', about: null, say: 'No protection switched on' })
})
