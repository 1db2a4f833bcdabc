import { expect, test } from 'vitest'
import type { ProviderSummary } from '../api/provider-types.ts'
import { whyNothingToRestore } from './why-nothing-to-restore.ts'

// Of a provider only what the reason is made of.
const contabo = { label: 'Contabo', native: { can_list: false } } as ProviderSummary

test('a server without a backup says why nothing can be restored, and one with a backup nothing', () => {
  const server = (recovery_points: number, state: 'on' | 'off') => ({ recovery_points, native: { state } })
  expect(whyNothingToRestore(server(0, 'off'), undefined)).toBe('There is nothing to restore here.')
  expect(whyNothingToRestore(server(0, 'off'), contabo)).toBe('There is nothing to restore here.')
  expect(whyNothingToRestore(server(0, 'on'), undefined)).toBeNull()
  // What a provider keeps is there, and out of our reach.
  expect(whyNothingToRestore(server(0, 'on'), contabo)).toBe(
    'Contabo lists and restores its backups in its panel only.',
  )
  expect(whyNothingToRestore(server(2, 'on'), contabo)).toBeNull()
})
