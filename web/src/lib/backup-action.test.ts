import { describe, expect, test } from 'vitest'
import type { EntitledPlan } from '../api/billing-types.ts'
import type { ProviderSummary } from '../api/provider-types.ts'
import type { Server, ServerProtection } from '../api/server-types.ts'
import { backupAction } from './backup-action.ts'
import { placeFor } from './place-for.ts'
import { placeWords } from './place-words.ts'
import { serverStates } from './server-states.ts'
import { serverTrouble } from './server-trouble.ts'
import { stripOf } from './strip-of.ts'

const now = new Date('2026-11-21T12:00:00Z')

const protection = (more: Partial<ServerProtection> = {}): ServerProtection => ({
  method: 'native',
  desired_state: 'on',
  observed_state: 'on',
  phase: 'idle',
  reason: null,
  drift: false,
  plan_id: 'pln_30',
  retention_days: 30,
  beyond_subscription: false,
  ...more,
})

const server = (more: Partial<Server> = {}): Server => ({
  id: 'srv_1',
  name: 'shop-01',
  organization_id: 'org_1',
  organization_name: 'Acme',
  provider: 'digitalocean',
  provider_account_id: null,
  provider_ref: '4711',
  plan_type: 'basic',
  region: 'fra1',
  size: 's-1vcpu-1gb',
  status: 'running',
  provider_status: 'active',
  locked: false,
  critical: false,
  health_port: null,
  backups_enabled: false,
  backups_enabled_at: null,
  protections: [],
  native: { state: 'off', schedule: null, managed_in_panel: false, next_at: null },
  rpo_status: null,
  last_backup_at: null,
  storage_bytes: null,
  recovery_points: 0,
  strip: null,
  price: null,
  missing_since: null,
  last_seen_at: null,
  created_at: '2026-11-01T00:00:00Z',
  updated_at: '2026-11-01T00:00:00Z',
  ...more,
})

const firstFailed = { code: 'slots_full', message: 'All slots are taken.' }

const enabled = (more: Partial<Server> = {}) =>
  server({
    backups_enabled: true,
    backups_enabled_at: '2026-11-01T00:00:00Z',
    protections: [protection()],
    ...more,
  })

const plan = (more: Partial<EntitledPlan> = {}): EntitledPlan => ({
  plan_id: 'pln_30',
  plan_name: 'Standard',
  places: 5,
  places_used: 4,
  plan_types: ['basic', 'pro'],
  methods: ['native'],
  retention_days: 30,
  status: 'active',
  until: null,
  ...more,
})

const cloud = (retention_days: number): ProviderSummary => ({
  name: 'digitalocean',
  label: 'Cloud',
  credential_fields: [],
  can_create_servers: false,
  snapshot: null,
  panel_url: '',
  native: {
    can_disable: true,
    disable_destroys: true,
    enabling_is_a_purchase: false,
    schedules: [],
    hours: [],
    retention_days,
    can_list: true,
    can_restore_in_place: true,
    can_restore_to_new: true,
  },
})

const action = (
  of: Server,
  plans: readonly EntitledPlan[] | undefined = [plan()],
  role: 'owner' | 'viewer' = 'owner',
) => backupAction({ server: of, plans, role })

describe('what can be done', () => {
  test('a free place: enable, and nothing stands in the way', () =>
    expect(action(server())).toMatchObject({ kind: 'enable', again: false, why: null, plans: false }))

  test.each([
    ['no subscription', server(), [], 'No backup subscription yet.'],
    ['all taken', server(), [plan({ places_used: 5 })], 'All places are in use.'],
    ['another type', server({ plan_type: 'storage' }), [plan()], 'Not covered by your plans.'],
  ])('%s: the button says why, and the way leads to the plans', (_name, of, plans, why) =>
    expect(action(of, plans)).toMatchObject({ kind: 'enable', why, plans: true }),
  )

  test('a plan that promises more days than the provider keeps: said before anything is clicked', () => {
    const of = (plans: EntitledPlan[]) => backupAction({ server: server(), plans, role: 'owner', provider: cloud(28) })
    expect(of([plan()])).toMatchObject({
      why: 'Cloud keeps at most 28 days; your plans promise more.',
      place: { kind: 'too_long' },
      plans: true,
    })
    const plus = plan({ plan_id: 'pln_14', plan_name: 'Plus', retention_days: 14 })
    expect(of([plan(), plus])).toMatchObject({ why: null, place: { plan: plus } })
    const full = { ...plus, places_used: 5 }
    expect(of([plan(), full])).toMatchObject({ why: 'All places that fit are in use.' })
    expect(of([plan({ places_used: 5 }), full])).toMatchObject({ why: 'All places are in use.' })
    expect(placeWords(placeFor(server(), [plan(), full], cloud(28)), 'basic')).toBe(
      '5 of 5 on Plus in use; Standard promises 30 days, and Cloud keeps 28',
    )
    expect(placeWords(placeFor(server(), [plan()], cloud(28)), 'basic')).toBe(
      'Standard promises 30 days, and Cloud keeps its own backups for at most 28',
    )
  })

  test('a viewer sees the button and whom to ask, and is not sent to buy', () =>
    expect(action(server(), [], 'viewer')).toMatchObject({ why: expect.stringContaining('viewer'), plans: false }))

  test('a server that is gone or still being made is left alone', () => {
    expect(action(server({ missing_since: '2026-11-20T00:00:00Z' })).kind).toBe('enable')
    expect(action(server({ missing_since: '2026-11-20T00:00:00Z' }))).toMatchObject({
      why: 'DigitalOcean does not list this server.',
    })
    expect(action(server({ provider_ref: null }))).toMatchObject({ why: 'The server is still being made.' })
  })

  test('what was switched off elsewhere keeps its place and is switched on again', () => {
    const drifted = server({ protections: [protection({ observed_state: 'off', drift: true })] })
    expect(action(drifted, [plan({ places_used: 5 })])).toMatchObject({ kind: 'enable', again: true, why: null })
  })

  test('whose first backup failed is wanted and has no backup yet: tried again with its place, or left off', () => {
    const failed = server({
      protections: [protection({ method: 'snapshot', observed_state: 'off', phase: 'failed', reason: firstFailed })],
    })
    expect(action(failed, [plan({ places_used: 5 })])).toMatchObject({ kind: 'enable', again: true, why: null })
    expect(serverStates(failed, now)).toEqual(['failed'])
    expect(serverTrouble(failed, { label: 'Contabo', host: 'your operator' })).toMatchObject({
      fact: 'There is no backup yet.',
      more: firstFailed.message,
    })
  })

  test('while it is under way there is no button', () =>
    expect(action(server({ protections: [protection({ phase: 'enabling' })] }))).toEqual({
      kind: 'busy',
      word: 'enabling',
    }))

  test('what an operator has still to cancel can be kept', () => {
    const waits = enabled({ protections: [protection({ desired_state: 'off', phase: 'needs_operator' })] })
    expect(action(waits)).toMatchObject({ kind: 'enabled', unwanted: 'cancelling' })
    expect(action(enabled())).toMatchObject({ kind: 'enabled', unwanted: null })
  })
})

describe('the place', () => {
  test('is of the plan with the shortest retention that has one free', () => {
    const plans = [
      plan({ plan_id: 'pln_60', retention_days: 60 }),
      plan(),
      plan({ plan_id: 'pln_7', retention_days: 7, places_used: 5 }),
    ]
    expect(placeFor(server(), plans)).toMatchObject({ kind: 'free', plan: { plan_id: 'pln_30' }, held: false })
  })
  test('is said in words', () => {
    expect(placeWords(placeFor(server(), [plan()]), 'basic')).toBe('1 of 5 free on Standard, no extra cost')
    expect(placeWords(placeFor(server({ plan_type: 'storage' }), [plan()]), 'storage')).toBe(
      'this server is of type storage; your plans cover basic and pro',
    )
  })
})

describe('the state', () => {
  test.each([
    [server(), ['unprotected']],
    [enabled(), ['protected']],
    [enabled({ backups_enabled_at: '2026-11-21T06:00:00Z' }), ['first_due']],
    [enabled({ missing_since: '2026-11-20T00:00:00Z' }), ['missing']],
    [
      server({ protections: [protection({ observed_state: 'off', drift: true, phase: 'failed' })] }),
      ['failed', 'drifted'],
    ],
  ])('%#', (of, states) => expect(serverStates(of, now)).toEqual(states))

  test('trouble is a fact with what comes next; a calm server has none', () => {
    const names = { label: 'Contabo', host: 'your operator' }
    expect(serverTrouble(enabled(), names)).toBeNull()
    const waits = enabled({ protections: [protection({ desired_state: 'off', phase: 'needs_operator' })] })
    expect(serverTrouble(waits, names)).toMatchObject({
      tone: 'warn',
      fact: 'Contabo backups go on until an operator cancels them.',
      more: 'Your operator has been told.',
    })
  })
})

test('the strip of what nobody lists: flat before, a dot for each day on, today hollow while the first is due', () => {
  expect(stripOf(server(), false, now).image).toBe('n'.repeat(30))
  expect(stripOf(enabled({ backups_enabled_at: '2026-11-18T23:30:00Z' }), false, now).image.slice(-4)).toBe('nuuu')
  expect(stripOf(enabled({ backups_enabled_at: '2026-11-21T06:00:00Z' }), true, now).image.slice(-2)).toBe('no')
})
