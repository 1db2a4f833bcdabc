import { expect, test } from 'vitest'
import type { ServerPlace } from '../../../src/protections/schema.ts'
import type { Server } from '../api/server-types.ts'
import type { BackupAction } from '../lib/backup-action.ts'
import { togglingIn } from './toggling.ts'

// Only what the rule looks at.
const server = { protections: [{ method: 'native' }, { method: 'files' }] } as Server
// Only that there is an answer.
const free = { kind: 'free' } as ServerPlace
const on: BackupAction = { kind: 'enabled', unwanted: null, why: null }
const off: BackupAction = { kind: 'enable', again: [], place: free, why: null, whyNotOn: null, plans: false }

test('the address opens the dialog of all methods, or of one that the server has', () => {
  expect(togglingIn('enable', server, off)).toEqual({ server, enable: true })
  expect(togglingIn('disable', server, on)).toEqual({ server, enable: false })
  expect(togglingIn('off-native', server, on)).toEqual({ server, enable: false, method: 'native' })
  expect(togglingIn('on-files', server, on)).toEqual({ server, enable: true, method: 'files' })
  expect(togglingIn('off-snapshot', server, on)).toBeNull()
  expect(togglingIn('files', server, on)).toBeNull()
  expect(togglingIn(null, server, on)).toBeNull()
})

test('only what switches all on waits until the place is known', () => {
  const unknown = { ...off, place: null }
  expect(togglingIn('enable', server, unknown)).toBeNull()
  expect(togglingIn('enable', server, on)).toEqual({ server, enable: true })
  expect(togglingIn('on-files', server, unknown)).toEqual({ server, enable: true, method: 'files' })
  expect(togglingIn('off-native', server, unknown)).toEqual({ server, enable: false, method: 'native' })
  expect(togglingIn('disable', server, unknown)).toEqual({ server, enable: false })
})

test('it opens nothing that may not be done now', () => {
  const why = 'You are a viewer here.'
  expect(togglingIn('off-native', server, { ...on, why })).toBeNull()
  expect(togglingIn('enable', server, { ...off, whyNotOn: 'All places that fit are in use.' })).toBeNull()
  expect(togglingIn('disable', server, { kind: 'busy', word: 'enabling', why: null })).toBeNull()
  // One method is at work; another one may go meanwhile.
  expect(togglingIn('off-files', server, { kind: 'busy', word: 'enabling', why: null })).toMatchObject({
    method: 'files',
  })
})
