import { expect, test } from 'vitest'
import type { ServerProtection } from '../api/server-types.ts'
import { isWanted, methodTurn } from './method-turn.ts'
import { testProtection as protection } from './test-protection.ts'

const files = (more: Partial<ServerProtection> = {}) => protection({ method: 'files', ...more })
const turn = (own: ServerProtection, ...others: ServerProtection[]) =>
  methodTurn({ protections: [own, ...others] }, own.method)

test('one of several can be switched off by itself; the only one is switched off with the button for all', () => {
  expect(turn(protection(), files())).toBe('off')
  expect(turn(protection())).toBeNull()
  expect(turn(protection(), files({ desired_state: 'off', observed_state: 'off' }))).toBeNull()
  // Paused, or not seen yet: it is wanted all the same.
  expect(turn(protection({ phase: 'paused', observed_state: 'unknown' }), files())).toBe('off')
})

test('what is not as it should be can be made so or left so, beside others and alone', () => {
  const drifted = protection({ observed_state: 'off', drift: true })
  expect(turn(drifted)).toBe('again')
  expect(turn(drifted, files())).toBe('again')
  expect(turn(files({ observed_state: 'off', phase: 'failed' }), protection())).toBe('again')
  expect(turn(protection({ desired_state: 'off', drift: true }), files())).toBe('unwanted')
  expect(turn(protection({ desired_state: 'off', phase: 'failed', drift: true }))).toBe('unwanted')
})

test('what is under way is waited for, unless only somebody who installs the agent can end it', () => {
  const waiting = { code: 'agent_missing', message: 'Install the agent.' }
  expect(turn(protection({ phase: 'enabling', observed_state: 'off' }), files())).toBeNull()
  expect(turn(protection({ phase: 'disabling', desired_state: 'off' }), files())).toBeNull()
  expect(turn(protection({ phase: 'needs_operator' }), files())).toBeNull()
  expect(turn(files({ phase: 'enabling', observed_state: 'off', reason: waiting }), protection())).toBe('off')
})

test('a method that never was on has no turn', () => expect(methodTurn({ protections: [] }, 'files')).toBeNull())

test('what is off although wanted is offered anew, and not taken for being on', () => {
  expect(isWanted(protection())).toBe(true)
  expect(isWanted(protection({ observed_state: 'off', drift: true }))).toBe(false)
  expect(isWanted(files({ observed_state: 'off', phase: 'failed' }))).toBe(false)
  expect(isWanted(files({ observed_state: 'off', phase: 'enabling' }))).toBe(true)
})
