import { expect, test } from 'vitest'
import { hiddenPassword, recoveryKitName, recoveryKitText, withoutPassword } from './recovery-kit-text.ts'

const kit = {
  repository_id: 'rep_1',
  server_name: 'shop-prod-1',
  address: '/srv/backups/rep_1',
  password: 'sesame-open',
  commands: [
    { what: 'Give the password', command: "export RESTIC_PASSWORD='sesame-open'" },
    { what: 'See what there is', command: 'restic --no-lock snapshots' },
  ],
  made_at: '2026-11-21T08:42:00.000Z',
}

test('the sheet holds everything, in order', () => {
  const text = recoveryKitText(kit)
  expect(text).toMatch(/^Recovery kit for shop-prod-1\n/)
  for (const part of [kit.address, kit.password, '1. Give the password', '2. See what there is', kit.made_at])
    expect(text).toContain(part)
  expect(text.indexOf('1. ')).toBeLessThan(text.indexOf('2. '))
  expect(text.endsWith('\n')).toBe(true)
})

test.each([
  ['shop-prod-1', 'recovery-kit-shop-prod-1.txt'],
  ['Büro / Keller', 'recovery-kit-b-ro-keller.txt'],
  ['../etc', 'recovery-kit-etc.txt'],
  ['数据', 'recovery-kit-server.txt'],
])('the file of %s is %s', (name, file) => expect(recoveryKitName(name)).toBe(file))

test('a command hides the password until it is shown', () =>
  expect(withoutPassword("export RESTIC_PASSWORD='sesame-open'", kit.password)).toBe(
    `export RESTIC_PASSWORD='${hiddenPassword}'`,
  ))
