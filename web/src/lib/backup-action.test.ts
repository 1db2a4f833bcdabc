import { describe, expect, test } from 'vitest'
import type { ServerPlace } from '../../../src/protections/schema.ts'
import type { Server } from '../api/server-types.ts'
import { backupAction } from './backup-action.ts'
import { hasToSwitchOff } from './method-turn.ts'
import { isTroubled, serverStates } from './server-states.ts'
import { serverTrouble } from './server-trouble.ts'
import { stripOf } from './strip-of.ts'
import { testProtection as protection } from './test-protection.ts'

const now = new Date('2026-11-21T12:00:00Z')

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
  health_ping: false,
  backups_enabled: false,
  backups_enabled_at: null,
  protections: [],
  native: { state: 'off', schedule: null, managed_in_panel: false, next_at: null },
  rpo_status: null,
  drill_status: 'untested',
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

const flat = { image: 'p'.repeat(30), files: 'n'.repeat(30), proof: '.'.repeat(30), last_day: '2026-11-21' }

const place = (more: Partial<ServerPlace> = {}): ServerPlace => ({
  server_id: 'srv_1',
  kind: 'free',
  method: 'native',
  plan_id: 'pln_30',
  plan_name: 'Standard',
  held: false,
  otherwise: false,
  words: '1 of 5 free on Standard, no extra cost',
  ...more,
})
const none = (kind: ServerPlace['kind']) => place({ kind, plan_id: null, plan_name: null })

const action = (of: Server, at: ServerPlace = place(), role: 'owner' | 'viewer' = 'owner') =>
  backupAction({ server: of, place: at, role })

describe('what can be done', () => {
  test('a free place: enable, and nothing stands in the way', () =>
    expect(action(server())).toMatchObject({ kind: 'enable', again: [], why: null, whyNotOn: null, plans: false }))

  test.each([
    ['no_subscription', 'No backup subscription yet.'],
    ['taken', 'All places that fit are in use.'],
    ['not_covered', 'Not covered by your plans.'],
    ['unfit', 'Backups of DigitalOcean do not fit your plans.'],
  ] as const)('%s: the button says why, and the way leads to the plans', (kind, why) =>
    expect(action(server(), none(kind))).toMatchObject({ kind: 'enable', why: null, whyNotOn: why, plans: true }),
  )

  test('no place by itself, and one for another method: the planner opens', () =>
    expect(action(server(), { ...none('unfit'), otherwise: true })).toMatchObject({ whyNotOn: null, plans: false }))

  test('while the place is not known nothing is said of it', () =>
    expect(backupAction({ server: server(), place: undefined, role: 'owner' })).toMatchObject({
      place: null,
      whyNotOn: null,
    }))

  test('a viewer sees the button and whom to ask, and is not sent to buy', () =>
    expect(action(server(), none('no_subscription'), 'viewer')).toMatchObject({
      why: expect.stringContaining('viewer'),
      whyNotOn: expect.stringContaining('viewer'),
      plans: false,
    }))

  test('a server that is gone or still being made is left alone', () => {
    expect(action(server({ missing_since: '2026-11-20T00:00:00Z' })).kind).toBe('enable')
    expect(action(server({ missing_since: '2026-11-20T00:00:00Z' }))).toMatchObject({
      why: 'DigitalOcean does not list this server.',
    })
    expect(action(server({ provider_ref: null }))).toMatchObject({ why: 'The server is still being made.' })
  })

  test('what was switched off elsewhere keeps its place and is switched on again', () => {
    const drifted = server({ protections: [protection({ observed_state: 'off', drift: true })] })
    expect(action(drifted, place({ held: true }))).toMatchObject({ kind: 'enable', again: ['native'], whyNotOn: null })
  })

  test('it can be left off where no place is free, which it needs for being switched on alone', () => {
    const drifted = server({ protections: [protection({ observed_state: 'off', drift: true })] })
    const found = { again: ['native'], why: null, whyNotOn: 'All places that fit are in use.' }
    expect(action(drifted, none('taken'))).toMatchObject(found)
    expect(action(drifted, place(), 'viewer')).toMatchObject({ why: expect.stringContaining('viewer') })
  })

  test('what waits for its agent is under way nowhere: it is left off, and beside what is on all is switched off at once', () => {
    const reason = { code: 'agent_missing', message: 'Install the agent.' }
    const files = protection({ method: 'files', observed_state: 'off', phase: 'enabling', reason })
    const waiting = server({ protections: [files] })
    expect(action(waiting)).toEqual({ kind: 'waiting', methods: ['files'], why: null })
    expect(hasToSwitchOff(waiting)).toBe(true)
    expect(hasToSwitchOff(server())).toBe(false)
    expect(action(waiting, place(), 'viewer')).toMatchObject({ why: expect.stringContaining('viewer') })
    const beside = enabled({ protections: [protection(), files] })
    expect(action(beside)).toEqual({ kind: 'enabled', unwanted: null, why: null })
    const drifted = server({ protections: [protection({ observed_state: 'off', drift: true }), files] })
    expect(action(drifted)).toMatchObject({ kind: 'enable', again: ['native'] })
    const moving = protection({ observed_state: 'off', phase: 'enabling' })
    expect(action(server({ protections: [moving, files] }))).toMatchObject({ kind: 'busy', word: 'enabling' })
    const first = { ...files, reason: { code: 'first_backup', message: 'The first backup is under way.' } }
    expect(action(server({ protections: [first] }))).toMatchObject({ kind: 'busy' })
  })

  test('whose first backup failed is wanted and has no backup yet: tried again with its place, or left off', () => {
    const failed = server({
      protections: [protection({ method: 'snapshot', observed_state: 'off', phase: 'failed', reason: firstFailed })],
    })
    expect(action(failed, place({ held: true }))).toMatchObject({ kind: 'enable', again: ['snapshot'], whyNotOn: null })
    expect(serverStates(failed, now)).toEqual(['failed'])
    expect(serverTrouble(failed, { label: 'Contabo', host: 'your operator', now })).toMatchObject({
      fact: 'There is no backup yet.',
      more: firstFailed.message,
    })
  })

  test('while it is under way there is no button', () =>
    expect(action(server({ protections: [protection({ phase: 'enabling' })] }))).toEqual({
      kind: 'busy',
      word: 'enabling',
      why: null,
    }))

  test('what an operator has still to cancel can be kept', () => {
    const waits = enabled({ protections: [protection({ desired_state: 'off', phase: 'needs_operator' })] })
    expect(action(waits)).toMatchObject({ kind: 'enabled', unwanted: 'cancelling' })
    expect(action(enabled())).toMatchObject({ kind: 'enabled', unwanted: null })
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
    [enabled({ drill_status: 'failed' }), ['drill_failed']],
    // Whatever the strip says: a drill of a newer backup may have passed on the same day, and one of long ago still counts.
    [enabled({ strip: { ...flat, proof: `${'.'.repeat(29)}x` } }), ['protected']],
    [enabled({ rpo_status: 'missed' }), ['missed']],
    [enabled({ rpo_status: 'at_risk' }), ['at_risk']],
    [enabled({ protections: [protection({ phase: 'paused' })] }), ['paused']],
    [enabled({ protections: [protection({ phase: 'needs_operator' })] }), ['needs_operator']],
    [server({ protections: [protection({ observed_state: 'off', phase: 'enabling' })] }), ['enabling']],
  ])('%#, and a sentence where it is trouble', (of, states) => {
    expect(serverStates(of, now)).toEqual(states)
    const names = { label: 'Contabo', host: 'your operator', now }
    expect(isTroubled(of, now)).toBe(serverTrouble(of, names) !== null)
  })

  test('drift of one method says which one it is and what it leaves alone', () => {
    const drifted = enabled({
      protections: [
        protection({ observed_state: 'off', drift: true }),
        protection({ method: 'files' }),
        protection({ method: 'snapshot' }),
      ],
    })
    expect(serverTrouble(drifted, { label: 'Vultr', host: 'your operator', now })).toMatchObject({
      method: 'native',
      fact: 'Vultr backups are off, but should be on.',
      more: expect.stringMatching(/File backups and snapshots are not affected\.$/),
    })
    const failing = enabled({
      protections: [
        protection(),
        protection({ method: 'files', observed_state: 'off', phase: 'failed', reason: firstFailed }),
      ],
    })
    expect(serverTrouble(failing, { label: 'Vultr', host: 'your operator', now })).toMatchObject({
      method: 'files',
      fact: 'There are no file backups yet.',
    })
  })

  test('trouble is a fact with what comes next; a calm server has none', () => {
    const names = { label: 'Contabo', host: 'your operator', now }
    expect(serverTrouble(enabled(), names)).toBeNull()
    const late = enabled({ rpo_status: 'missed', last_backup_at: '2026-11-18T05:00:00Z' })
    expect(serverTrouble(late, names)?.fact.replaceAll('\u00a0', ' ')).toBe('shop-01 has had no backup for 3 d 7 h.')
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
