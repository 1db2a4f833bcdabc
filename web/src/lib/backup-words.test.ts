import { expect, test } from 'vitest'
import type { ProviderSummary } from '../api/provider-types.ts'
import type { Server } from '../api/server-types.ts'
import { keptWords } from './backup-words.ts'

const native = { state: 'on', schedule: null, managed_in_panel: false, next_at: null } as unknown as Server['native']
const protection = (method: 'native' | 'snapshot' | 'files', retention_days: number | null) =>
  ({ method, retention_days, desired_state: 'on', observed_state: 'on' }) as Server['protections'][number]
const provider = (most_points?: number) =>
  ({ label: 'Linode', native: { retention_days: { day: 14, week: 14 }, most_points } }) as ProviderSummary

test.each([
  ['the provider’s own', [protection('native', 14)], provider(), '14 days; native'],
  ['the provider’s own, thinned out', [protection('native', 14)], provider(3), 'at most 3, for up to 14 days; native'],
  ['snapshots by their own rules', [protection('snapshot', 30)], provider(3), '30 days; snapshot'],
  [
    'the longest of several',
    [protection('native', 14), protection('files', 60)],
    provider(3),
    '60 days; native and files',
  ],
  ['nobody knows', [protection('files', null)], undefined, 'files'],
] as const)('%s', (_, protections, facts, words) =>
  expect(keptWords({ native, protections: [...protections] }, facts)).toBe(words),
)
