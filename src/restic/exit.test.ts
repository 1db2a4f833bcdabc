import { expect, test } from 'vitest'
import { exitOf, exitTable } from './exit.ts'

test('names every number restic documents', () => {
  const names = [0, 1, 2, 3, 10, 11, 12, 130].map((code) => exitOf(code, null).code)
  expect(names).toEqual([
    ...['succeeded', 'failed', 'crashed', 'incomplete'],
    ...['repository_missing', 'repository_locked', 'wrong_password', 'cancelled'],
  ])
})

test('takes a number it does not know as a failure, and a signal as a kill', () => {
  expect(exitOf(99, null)).toMatchObject({ code: 'failed', exit_code: 99 })
  expect(exitOf(null, 'SIGKILL')).toMatchObject({ code: 'killed', exit_code: null, signal: 'SIGKILL' })
})

test('takes any failure after we asked it to stop for the stop, but not a kill, and not success', () => {
  expect(exitOf(1, null, true)).toMatchObject({ code: 'cancelled', exit_code: 1 })
  expect(exitOf(null, 'SIGINT', true).code).toBe('cancelled')
  expect(exitOf(null, 'SIGKILL', true).code).toBe('killed')
  expect(exitOf(0, null, true).code).toBe('succeeded')
})

test('says what to do about everything but success', () => {
  for (const [code, { remedy }] of Object.entries(exitTable)) expect(remedy === '', code).toBe(code === 'succeeded')
})
