import { expect, test } from 'vitest'
import type { FleetRow } from '../../../../src/insights/overview/schema.ts'
import { rowWords, worstDay } from './fleet-cells.ts'

const now = new Date('2026-11-22T12:00:00Z')
const row: FleetRow = {
  provider: 'contabo',
  servers: 50_000,
  list: '/api/servers?provider=contabo',
  days: [
    { day: '2026-10-27', good: 48_333, warning: 0, missed: 1_667 },
    { day: '2026-10-28', good: 50_000, warning: 12, missed: 0 },
  ],
}

test('thousands of misses are written as thousands elsewhere', () => {
  expect(worstDay([{ label: 'Contabo', row }], now)).toBe('27 Oct: 1,667 of 50,000 servers at Contabo missed a backup')
  expect(rowWords('Contabo', row, now)).toBe('Contabo, last 30 days: missed 1,667 on 27 Oct; warnings on 1 day.')
})
