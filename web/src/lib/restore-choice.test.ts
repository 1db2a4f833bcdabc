import { expect, test } from 'vitest'
import { choiceOf, newRestoreChoice } from './restore-choice.ts'

const restore = {
  server_id: 'srv_1',
  include: ['/srv/one.txt'],
  mode: 'in_place',
  target_server_id: 'srv_1',
  target_path: null,
  overwrite: 'never',
  safety_run_id: null,
  dry_run: true,
  new_server: null,
} as const
const of = (over: Partial<Parameters<typeof choiceOf>[0]> = {}) =>
  choiceOf({ ...restore, include: [...restore.include], ...over })

test('the same again: what, where and how, as it was asked for', () => {
  expect(of({ mode: 'path', target_server_id: 'srv_2', target_path: '/srv/x' })).toEqual({
    include: ['/srv/one.txt'],
    picking: true,
    mode: 'path',
    target_server_id: 'srv_2',
    target_path: '/srv/x',
    overwrite: 'never',
    safety_backup: true,
    new_server: { name: '', region: '', size: '' },
  })
})

test('a new server again: another one, of the same wish, and not onto the one that was made', () => {
  const new_server = { name: 'fresh-1', region: 'fra1', size: 's-1' }
  expect(of({ mode: 'new_server', target_server_id: 'srv_9', new_server })).toMatchObject({
    mode: 'new_server',
    target_server_id: 'srv_1',
    new_server,
  })
})

test('a trial takes no safety backup, and the real one does', () => {
  expect(of().safety_backup).toBe(true)
  expect(of({ dry_run: false }).safety_backup).toBe(false)
  expect(of({ dry_run: false, safety_run_id: 'run_1' }).safety_backup).toBe(true)
})

test('all of a backup is chosen as all of it', () => {
  expect(of({ include: [] })).toMatchObject({ picking: false, target_path: newRestoreChoice('srv_1').target_path })
})
