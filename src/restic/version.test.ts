import { expect, test } from 'vitest'
import { isAtLeast, parseVersion } from './version.ts'

test('reads the version in JSON and in plain words', () => {
  expect(parseVersion('{"message_type":"version","version":"0.19.1","go_version":"go1.26.4"}\n')).toBe('0.19.1')
  expect(parseVersion('restic 0.14.0 compiled with go1.19.8 on linux/amd64\n')).toBe('0.14.0')
  expect(parseVersion('restic 0.19.1-dev (compiled manually) compiled with go1.25\n')).toBe('0.19.1-dev')
})

test('knows no version in anything else', () => {
  expect(parseVersion('')).toBeNull()
  expect(parseVersion('{"message_type":"version"')).toBeNull()
  expect(parseVersion('{"message_type":"version"}')).toBeNull()
  expect(parseVersion('rclone v1.60.1')).toBeNull()
})

test('compares number by number', () => {
  expect(isAtLeast('0.17.0', '0.17.0')).toBe(true)
  expect(isAtLeast('0.18.0', '0.17.3')).toBe(true)
  expect(isAtLeast('1.0.0', '0.17.3')).toBe(true)
  expect(isAtLeast('0.17.10', '0.17.9')).toBe(true)
  expect(isAtLeast('0.9.6', '0.17.0')).toBe(false)
  expect(isAtLeast('0.17.0-dev', '0.17.0')).toBe(true)
  expect(isAtLeast('nonsense', '0.17.0')).toBe(false)
})
