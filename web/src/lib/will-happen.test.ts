import { expect, test } from 'vitest'
import { newRestoreChoice } from './restore-choice.ts'
import { willHappen } from './will-happen.ts'

const about = { server_id: 'srv_1', target_name: 'web-1', backs_up: true }
const choice = newRestoreChoice('srv_1')
const keys = (steps: ReturnType<typeof willHappen>) => steps.map(({ key, tone }) => (tone ? `${key} ${tone}` : key))

test('in place: a way back first, then what is overwritten in red', () => {
  expect(keys(willHappen(choice, about))).toEqual(['safety', 'files bad', 'compare', 'done'])
})

test('no safety backup where none is wanted or none can be made', () => {
  expect(keys(willHappen({ ...choice, safety_backup: false }, about))[0]).toBe('files bad')
  expect(keys(willHappen(choice, { ...about, backs_up: false }))[0]).toBe('files bad')
})

test('nothing is red where nothing is overwritten in place', () => {
  expect(keys(willHappen({ ...choice, overwrite: 'never' }, about))).toEqual(['safety', 'files', 'compare', 'done'])
  const elsewhere = willHappen({ ...choice, mode: 'path' }, about)
  expect(keys(elsewhere)).toEqual(['files', 'compare', 'done'])
  expect(elsewhere[0]?.text).toContain('/srv/restored')
})
