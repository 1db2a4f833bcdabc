import { afterEach, expect, test } from 'vitest'
import { toasts } from './toasts.ts'

const toast = (id: string) => ({ id, tone: 'good' as const, title: id })
const ids = () => toasts.all().map(({ id }) => id)

afterEach(() => {
  for (const id of ids()) toasts.hide(id)
})

test('the same toast again replaces itself, and the oldest of too many gives way', () => {
  for (const id of ['a', 'b', 'a']) toasts.show(toast(id))
  expect(ids()).toEqual(['b', 'a'])
  for (const id of ['c', 'd', 'e', 'f']) toasts.show(toast(id))
  expect(ids()).toEqual(['a', 'c', 'd', 'e', 'f'])
})

test('tells who listens, until they stop', () => {
  let told = 0
  const stop = toasts.subscribe(() => {
    told += 1
  })
  toasts.show(toast('a'))
  toasts.hide('a')
  stop()
  toasts.show(toast('b'))
  expect(told).toBe(2)
})
