import { describe, expect, test } from 'vitest'
import { newRestoreChoice, type RestoreChoice } from './restore-choice.ts'
import { fitChoice, lossWords, placeIn, restoreInput, whatWords, whereWords, whyNotFolder } from './restore-plan.ts'

const choice = (over: Partial<RestoreChoice> = {}): RestoreChoice => ({ ...newRestoreChoice('srv_1'), ...over })
const from = { point_id: 'rcp_1', server_id: 'srv_1' }

test('what is restored is said in few words', () => {
  expect(whatWords(choice())).toBe('everything')
  expect(whatWords(choice({ picking: true }))).toBe('nothing chosen yet')
  expect(whatWords(choice({ include: ['/srv/one.txt'], picking: true }))).toBe('one.txt')
  expect(whatWords(choice({ include: ['/'] }))).toBe('/')
  expect(whatWords(choice({ include: ['/a', '/b', '/c'] }))).toBe('3 files and folders')
})

test('where it goes is said in few words', () => {
  const nameOf = (id: string) => `name of ${id}`
  expect(whereWords(choice(), 'srv_1', nameOf)).toBe('in place')
  expect(whereWords(choice({ mode: 'path' }), 'srv_1', nameOf)).toBe('/srv/restored')
  expect(whereWords(choice({ mode: 'path', target_server_id: 'srv_2' }), 'srv_1', nameOf)).toBe('name of srv_2')
  expect(placeIn(choice({ mode: 'path' }), 'srv_1')).toBe('folder')
})

test('a dump goes into a folder', () => {
  const point = { source: 'files', method: 'files', server_id: 'srv_1' } as const
  expect(fitChoice(choice(), { ...point, source: 'postgresql:shop' }).mode).toBe('path')
  expect(fitChoice(choice(), point).mode).toBe('in_place')
})

test('an image may become a new server, files do not', () => {
  const new_server = { name: ' fresh-1', region: 'fra1', size: 's-1' }
  const kept = choice({ mode: 'new_server', new_server })
  const image = { source: 'files', method: 'snapshot', server_id: 'srv_1' } as const
  expect(whereWords(fitChoice(kept, image), 'srv_1', String)).toBe(' fresh-1')
  expect(restoreInput(fitChoice(kept, image), from, { dry_run: false })).toMatchObject({
    mode: 'new_server',
    new_server: { name: 'fresh-1', region: 'fra1', size: 's-1' },
    target: {},
    safety_backup: false,
  })
  expect(fitChoice(kept, { ...image, method: 'files' }).mode).toBe('in_place')
})

test('an image goes back as a whole, onto the server it was taken of', () => {
  const point = { source: 'files', method: 'snapshot', server_id: 'srv_1' } as const
  const kept = choice({ include: ['/etc'], picking: true, mode: 'path', target_server_id: 'srv_2' })
  expect(fitChoice(kept, point)).toMatchObject({ include: [], mode: 'in_place', target_server_id: 'srv_1' })
  const how = { dry_run: false, confirm: 'web-1', accept_loss: ['rcp_2'] }
  expect(restoreInput(fitChoice(kept, point), from, how)).toMatchObject({
    mode: 'in_place',
    include: [],
    accept_loss: ['rcp_2'],
  })
})

describe('what is lost', () => {
  test('is said only where files are overwritten in place', () => {
    expect(lossWords(choice())).toEqual({
      loss: 'Everything written to these files since then is overwritten.',
      kept: 'Files made since then stay.',
    })
    expect(lossWords(choice({ overwrite: 'always', include: ['/a'] })).loss).toContain('what was chosen')
    expect(lossWords(choice({ overwrite: 'if-newer' })).loss).toBeNull()
    expect(lossWords(choice({ overwrite: 'never' })).loss).toBeNull()
  })

  test('names the folder elsewhere', () => {
    expect(lossWords(choice({ mode: 'path' })).kept).toBe('Files of the same name below /srv/restored are replaced.')
    expect(lossWords(choice({ mode: 'path', overwrite: 'if-newer' })).kept).toContain('where they are older')
    expect(lossWords(choice({ mode: 'path', overwrite: 'never' })).kept).toContain('Nothing that is there')
  })
})

test('a folder is named in full, without dots', () => {
  expect(whyNotFolder('/srv/restored')).toBeNull()
  expect(whyNotFolder('/srv/..rest/a.b')).toBeNull()
  for (const path of ['', '/', '//', 'srv', '/srv/../etc', '/srv/./x', `/${'x'.repeat(4000)}`])
    expect(whyNotFolder(path)).not.toBeNull()
})

describe('what is sent', () => {
  test('in place: no target, the safety backup, and the name', () => {
    expect(restoreInput(choice({ include: ['/a'] }), from, { dry_run: false, confirm: 'web-1' })).toEqual({
      recovery_point_id: 'rcp_1',
      mode: 'in_place',
      include: ['/a'],
      target: {},
      overwrite: 'if-changed',
      dry_run: false,
      safety_backup: true,
      confirm: 'web-1',
    })
  })

  test('elsewhere: server and folder, and no safety backup', () => {
    const sent = restoreInput(choice({ mode: 'path', target_server_id: 'srv_2' }), from, { dry_run: true })
    expect(sent).toMatchObject({
      target: { server_id: 'srv_2', path: '/srv/restored' },
      safety_backup: false,
      dry_run: true,
    })
    expect(sent).not.toHaveProperty('confirm')
  })
})
