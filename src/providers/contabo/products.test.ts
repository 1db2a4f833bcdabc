import { expect, test } from 'vitest'
import { canHaveAutoBackup, familyOf, sizeOf, snapshotSlots } from './products.ts'

test.each([
  ['Cloud VPS 10 SSD', 'core', true, 1],
  ['Cloud VPS 20 NVMe', 'core', true, 2],
  ['VPS 4 Cores NVMe', 'core', true, 1],
  ['VPS 6', 'core', true, 2],
  ['VPS 18', 'core', true, 3],
  ['VPS 60 NVMe', 'core', true, 3],
  ['VPS Plus 4', 'performance', true, 5],
  ['Storage VPS 20', 'storage', false, 0],
  ['VPS 10 Storage', 'storage', false, 0],
  ['VDS S', 'vds', false, 0],
  ['Cloud GPU L40S', 'other', false, 1],
  ['V95', 'core', true, 2],
  ['V93', 'storage', false, 0],
  ['V8', 'vds', false, 0],
  ['V9999', 'other', null, 1],
])('%s is %s; auto-backup %s, %s snapshots', (size, family, backups, slots) => {
  expect(familyOf(size)).toBe(family)
  expect(canHaveAutoBackup(size)).toBe(backups)
  expect(snapshotSlots(size)).toBe(slots)
})

test('a size is the most telling of name and id', () => {
  expect(sizeOf({ productId: 'V95', productName: 'Cloud VPS 20 SSD (no setup)', productType: 'ssd' })).toBe(
    'Cloud VPS 20 SSD',
  )
  expect(sizeOf({ productId: 'V95', productName: 'Cloud VPS', productType: 'ssd' })).toBe('VPS 20 SSD')
  expect(sizeOf({ productId: 'V2001', productName: 'VPS 8' })).toBe('VPS 8')
  expect(sizeOf({ productId: 'V2001' })).toBe('V2001')
  expect(sizeOf({ productName: 'Cloud Server M', productType: 'vds' })).toBe('VDS Cloud Server M')
  expect(sizeOf({})).toBeNull()
})
