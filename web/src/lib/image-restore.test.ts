import { expect, test } from 'vitest'
import type { ProviderSummary } from '../api/provider-types.ts'
import { earlierRestores, imageWillHappen, whyNoSafety } from './image-restore.ts'

const native = { state: 'off', schedule: null, managed_in_panel: false, next_at: null } as const
const able = {
  slots: null,
  life_days: null,
  can_restore_in_place: true,
  can_restore_to_new: true,
  needs_native: false,
  rollback_deletes_newer: false,
  replaces_oldest: false,
  same_disk: false,
}
// Only what the rule looks at.
const provider = (snapshot: ProviderSummary['snapshot']) => ({ label: 'Contabo', snapshot }) as ProviderSummary

test.each([
  [able, 9, null],
  [null, 0, 'takes no snapshots'],
  [{ ...able, rollback_deletes_newer: true }, 0, 'would delete it'],
  [{ ...able, needs_native: true }, 0, 'only with its own backups'],
  [{ ...able, slots: 1 }, 1, 'no free slot'],
  [{ ...able, slots: 1 }, 0, null],
])('a safety snapshot with %j and %i there', (snapshot, snapshots, why) => {
  const said = whyNoSafety({ server: { native }, provider: provider(snapshot), snapshots })
  if (why === null) expect(said).toBeNull()
  else expect(said).toContain(why)
})

test('how long it takes is a span of what it took before, and nothing where that is too little', () => {
  const took = (seconds: number, mode: 'in_place' | 'new_server' = 'in_place') => ({
    mode,
    run: { outcome: 'succeeded' as const, stats: { method: 'image', seconds } },
  })
  expect(earlierRestores([took(300)])).toBeNull()
  expect(earlierRestores([took(300), took(500)])).toEqual({ from_min: 5, to_min: 9, count: 2 })
  // A new server takes its own time.
  expect(earlierRestores([took(300), took(5_000, 'new_server')])).toBeNull()
})

test('what will happen names what the provider deletes, and who did not try it before', () => {
  const steps = imageWillHappen({
    point: { method: 'snapshot' },
    label: 'Contabo',
    name: 'web-1',
    safety: false,
    newer: 2,
    earlier: null,
    health_port: null,
  })
  expect(steps.map(({ key }) => key)).toEqual(['down', 'start', 'done'])
  expect(steps[0]?.text).toContain('It deletes 2 newer snapshots. How long that takes is not known')
})

test('where a port is set, that it has to answer there is said beforehand', () => {
  const about = { point: { method: 'native' }, label: 'Vultr', name: 'web-1', safety: true, newer: 0 } as const
  const steps = imageWillHappen({ ...about, earlier: null, health_port: 443 })
  expect(steps.map(({ key }) => key)).toEqual(['safety', 'down', 'start', 'health', 'done'])
  expect(steps.find(({ key }) => key === 'health')?.text).toContain('port 443 within 5 min')
  expect(steps.at(-1)?.text).not.toContain('for you to look at')
})
