import { expect, test } from 'vitest'
import type { Repository } from '../../../src/repositories/schema.ts'
import type { ProviderSummary } from '../api/provider-types.ts'
import { nativeSince } from './native-since.ts'
import { pointPlaces } from './point-places.ts'

const server = { provider: 'contabo', region: 'EU' } as const
// Only what the rule looks at.
const provider = { label: 'Contabo', snapshot: { same_disk: true } } as ProviderSummary
const repository = { storage_location: { name: 'fs-1', failure_domain: 'Nuremberg' } } as Repository
const about = { server, provider, repository }

test('each kind says where it lies, and what is lost with the disk', () => {
  expect(pointPlaces({ ...about, methods: [] })).toBeNull()
  expect(pointPlaces({ ...about, methods: ['native'] })).toBe('Images lie at Contabo EU.')
  expect(pointPlaces({ ...about, methods: ['files', 'snapshot', 'files'] })).toBe(
    'Snapshots lie at Contabo EU, beside its own disk and lost with it. Files lie in fs-1, Nuremberg.',
  )
})

test('since when native backups are on is known only where nothing else was on before them', () => {
  const on = (method: 'native' | 'files') => ({ method, observed_state: 'on' }) as never
  expect(nativeSince({ protections: [on('native')], backups_enabled_at: 'then' })).toBe('then')
  expect(nativeSince({ protections: [on('files'), on('native')], backups_enabled_at: 'then' })).toBeNull()
})
