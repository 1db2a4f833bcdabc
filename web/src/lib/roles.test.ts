import { expect, test } from 'vitest'
import { reaches } from './roles.ts'

test('each role may do what those below it may', () => {
  expect(reaches('viewer', 'viewer')).toBe(true)
  expect(reaches('viewer', 'manager')).toBe(false)
  expect(reaches('manager', 'viewer')).toBe(true)
  expect(reaches('manager', 'owner')).toBe(false)
  expect(reaches('owner', 'manager')).toBe(true)
})

test('operators stand above the three roles', () => {
  expect(reaches('operator', 'owner')).toBe(true)
})
