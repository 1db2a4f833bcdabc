import { expect, test } from 'vitest'
import type { Server } from '../api/server-types.ts'
import { broughtBack, doneWords } from './done-words.ts'

// Only what the words look at.
const server = { name: 'web-1' } as Server
const off = (methods?: ('native' | 'snapshot' | 'files')[]) => ({ server, enable: false, methods })

test('all that were switched off are named', () => {
  expect(doneWords(off(['snapshot', 'files'])).message).toBe('snapshots and file backups of web-1.')
  expect(doneWords(off(['native', 'snapshot']))).toEqual({
    title: 'Switched off:',
    message: 'native backups and snapshots of web-1.',
  })
  expect(doneWords(off())).toEqual({ title: 'Backups disabled', message: 'for web-1.' })
})

test('all of them come back, or none where a provider deletes', () => {
  expect(broughtBack(off(['snapshot', 'files']))).toEqual(['snapshot', 'files'])
  expect(broughtBack(off(['files']))).toEqual(['files'])
  expect(broughtBack(off(['native', 'snapshot']))).toBeUndefined()
  expect(broughtBack(off())).toBeUndefined()
  expect(broughtBack({ enable: true })).toBeUndefined()
})
