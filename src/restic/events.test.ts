import { expect, test } from 'vitest'
import { messageOf, parseBackupEvent, parseCheckEvent, parseCommonEvent, parseRestoreEvent } from './events.ts'

test('fills in what restic leaves out and passes over what is new', () => {
  const line = '{"message_type":"status","percent_done":0.5,"total_files":3,"bytes_per_fortnight":7}'
  expect(parseBackupEvent(line)).toEqual({
    message_type: 'status',
    ...{ percent_done: 0.5, total_files: 3, files_done: 0, total_bytes: 0, bytes_done: 0 },
    ...{ seconds_elapsed: 0, error_count: 0 },
  })
})

test('reads errors of all forms', () => {
  const ofBackup = '{"message_type":"error","error":{"message":"denied"},"during":"archival","item":"/srv/a"}'
  const ofCheck = '{"message_type":"error","message":"pack 12 is damaged"}'
  const ofOld = '{"message_type":"error","error":{},"during":"restore","item":"/srv/a"}'
  const messages = [parseBackupEvent(ofBackup), parseCheckEvent(ofCheck), parseRestoreEvent(ofOld)].map((event) =>
    event?.message_type === 'error' ? messageOf(event) : null,
  )
  expect(messages).toEqual(['denied', 'pack 12 is damaged', 'no reason given'])
})

test('knows no event in anything else', () => {
  for (const line of [
    '',
    'repository opened',
    '{',
    '[]',
    '{}',
    '{"message_type":"new"}',
    '{"message_type":"summary"}',
  ]) {
    expect(parseCommonEvent(line), line).toBeNull()
  }
})

test('reads what check found', () => {
  const line = '{"message_type":"summary","num_errors":1,"broken_packs":["ab12"],"suggest_prune":false}'
  expect(parseCheckEvent(line)).toMatchObject({ num_errors: 1, broken_packs: ['ab12'], suggest_repair_index: false })
  expect(parseCheckEvent('{"message_type":"summary","num_errors":0,"broken_packs":null}')).toMatchObject({
    num_errors: 0,
  })
})
