import { expect, test } from 'vitest'
import { minuteMs } from '../lib/clock.ts'
import type { NativeCapability } from '../providers/provider.ts'
import { decideNextStep, type Situation } from './decide-next-step.ts'
import type { Attempt } from './schema.ts'

const started_at = '2026-01-15T12:00:00.000Z'
const startMs = Date.parse(started_at)

const flag: NativeCapability = {
  can_disable: true,
  disable_destroys: true,
  enabling_is_a_purchase: false,
  schedules: ['day', 'week'],
  hours: [0, 4],
  retention_days: { day: 7, week: 28 },
  can_list: true,
  can_restore_in_place: true,
  can_restore_to_new: true,
}
const purchase: NativeCapability = {
  ...flag,
  can_disable: false,
  disable_destroys: false,
  enabling_is_a_purchase: true,
}

const attempt = (extra: Partial<Attempt> = {}): Attempt => ({
  kind: 'enable',
  started_at,
  outcome: 'sent',
  sends: 1,
  action: null,
  addons_before: null,
  ...extra,
})

const situation = (extra: Partial<Situation>): Situation => ({
  desired: 'on',
  observed: 'off',
  locked: false,
  schedule_differs: false,
  attempt: null,
  action: null,
  has_place: true,
  capability: flag,
  now_ms: startMs,
  ...extra,
})

const after = (minutes: number) => startMs + minutes * minuteMs

test.each<[string, Partial<Situation>, object]>([
  ['nothing to do when it is on already', { observed: 'on' }, { do: 'settle' }],
  ['enabling is sent', {}, { do: 'send', kind: 'enable' }],
  ['a purchase is sent', { capability: purchase }, { do: 'send', kind: 'enable' }],
  ['not without a place', { has_place: false }, { do: 'give_up', why: 'subscription_lapsed' }],
  ['not while something else is under way there', { locked: true }, { do: 'wait', why: 'server_locked' }],
  [
    'a purchase that could be the second one is for a person',
    { capability: purchase, observed: 'unknown' },
    { do: 'ask_operator', why: 'addons_not_known' },
  ],
  ['what could never be confirmed is not begun', { observed: 'unknown' }, { do: 'give_up', why: 'state_not_visible' }],

  [
    'the provider works',
    { attempt: attempt({ action: '1' }), action: { state: 'running', percent: null } },
    { do: 'wait', why: 'provider_works' },
  ],
  [
    'the provider failed',
    { attempt: attempt({ action: '1' }), action: { state: 'failed', reason: 'no room' } },
    { do: 'give_up', why: 'provider_failed', told: 'no room' },
  ],
  [
    'done, but it does not show yet',
    { attempt: attempt({ action: '1' }), action: { state: 'succeeded' } },
    { do: 'wait', why: 'not_confirmed_yet' },
  ],
  [
    'done, and it shows',
    { attempt: attempt({ action: '1' }), action: { state: 'succeeded' }, observed: 'on' },
    { do: 'settle' },
  ],
  ['it never showed', { attempt: attempt(), now_ms: after(15) }, { do: 'give_up', why: 'never_confirmed' }],
  [
    'a purchase that never showed is not repeated but asked about',
    { capability: purchase, attempt: attempt(), now_ms: after(15) },
    { do: 'ask_operator', why: 'purchase_not_confirmed' },
  ],

  ['after a crash, look first', { attempt: attempt({ outcome: 'sending' }) }, { do: 'wait', why: 'not_confirmed_yet' }],
  [
    'after a crash, send a flag again',
    { attempt: attempt({ outcome: 'sending' }), now_ms: after(0.5) },
    { do: 'send', kind: 'enable' },
  ],
  [
    'after a time-out, send a flag again',
    { attempt: attempt({ outcome: 'unknown' }), now_ms: after(0.5) },
    { do: 'send', kind: 'enable' },
  ],
  [
    'a third time later',
    { attempt: attempt({ outcome: 'unknown', sends: 2 }), now_ms: after(0.5) },
    { do: 'wait', why: 'not_confirmed_yet' },
  ],
  [
    'no fourth time',
    { attempt: attempt({ outcome: 'unknown', sends: 3 }), now_ms: after(14) },
    { do: 'wait', why: 'not_confirmed_yet' },
  ],
  [
    'not while the server is locked: it may be ours',
    { attempt: attempt({ outcome: 'unknown' }), locked: true, now_ms: after(1) },
    { do: 'wait', why: 'server_locked' },
  ],
  [
    'a purchase of unknown end is never sent again',
    { capability: purchase, attempt: attempt({ outcome: 'unknown' }), now_ms: after(14) },
    { do: 'wait', why: 'not_confirmed_yet' },
  ],
  [
    'nor after a crash',
    { capability: purchase, attempt: attempt({ outcome: 'sending' }), now_ms: after(14) },
    { do: 'wait', why: 'not_confirmed_yet' },
  ],

  [
    'on after a crash, and at a time nobody chose: the schedule is set',
    { observed: 'on', schedule_differs: true, attempt: attempt({ outcome: 'sending' }), now_ms: after(0.5) },
    { do: 'send', kind: 'enable' },
  ],
  [
    'not before it had a moment to arrive',
    { observed: 'on', schedule_differs: true, attempt: attempt({ outcome: 'unknown' }) },
    { do: 'wait', why: 'not_confirmed_yet' },
  ],
  [
    'nor while the server is locked',
    { observed: 'on', schedule_differs: true, attempt: attempt({ outcome: 'unknown' }), locked: true },
    { do: 'wait', why: 'server_locked' },
  ],
  [
    'what was sent for certain, and is shown otherwise, is left alone',
    { observed: 'on', schedule_differs: true, attempt: attempt() },
    { do: 'settle' },
  ],
  [
    'backups that are on count for more than when: in the end it is left alone',
    { observed: 'on', schedule_differs: true, attempt: attempt({ outcome: 'unknown' }), now_ms: after(15) },
    { do: 'settle' },
  ],
  ['another schedule on its own is no reason', { observed: 'on', schedule_differs: true }, { do: 'settle' }],

  ['off and wanted off', { desired: 'off' }, { do: 'settle' }],
  ['disabling is sent', { desired: 'off', observed: 'on' }, { do: 'send', kind: 'disable' }],
  ['disabling needs no place', { desired: 'off', observed: 'on', has_place: false }, { do: 'send', kind: 'disable' }],
  [
    'no API to disable',
    { desired: 'off', observed: 'on', capability: purchase },
    { do: 'ask_operator', why: 'cancel_in_panel' },
  ],
  [
    'disabling waits for the lock',
    { desired: 'off', observed: 'on', locked: true },
    { do: 'wait', why: 'server_locked' },
  ],
  [
    'disabling under way',
    {
      desired: 'off',
      observed: 'on',
      attempt: attempt({ kind: 'disable', action: '2' }),
      action: { state: 'running', percent: null },
    },
    { do: 'wait', why: 'provider_works' },
  ],
  [
    'disabling of unknown end is sent again',
    { desired: 'off', observed: 'on', attempt: attempt({ kind: 'disable', outcome: 'unknown' }), now_ms: after(0.5) },
    { do: 'send', kind: 'disable' },
  ],

  [
    'changed their mind: a purchase under way may still show',
    { desired: 'off', capability: purchase, attempt: attempt({ outcome: 'unknown' }), now_ms: after(1) },
    { do: 'wait', why: 'not_confirmed_yet' },
  ],
  [
    'changed their mind, and it shows',
    { desired: 'off', observed: 'on', attempt: attempt({ outcome: 'unknown' }) },
    { do: 'send', kind: 'disable' },
  ],
  [
    'changed their mind, and it failed',
    { desired: 'off', attempt: attempt({ action: '1' }), action: { state: 'failed', reason: 'x' } },
    { do: 'settle' },
  ],
  [
    'changed their mind, and it never showed',
    { desired: 'off', attempt: attempt({ outcome: 'unknown' }), now_ms: after(15) },
    { do: 'settle' },
  ],
  [
    'changed their mind back while disabling',
    { desired: 'on', attempt: attempt({ kind: 'disable', action: '2' }), action: { state: 'running', percent: null } },
    { do: 'wait', why: 'provider_works' },
  ],
  [
    'wanted on again: what was switched off with an unknown end may be about to end',
    { observed: 'on', attempt: attempt({ kind: 'disable', outcome: 'unknown' }), now_ms: after(0.25) },
    { do: 'wait', why: 'not_confirmed_yet' },
  ],
  [
    'and surely ends where the provider took it',
    { observed: 'on', attempt: attempt({ kind: 'disable' }), now_ms: after(14) },
    { do: 'wait', why: 'not_confirmed_yet' },
  ],
  [
    'unless that failed',
    { observed: 'on', attempt: attempt({ kind: 'disable', action: '2' }), action: { state: 'failed', reason: 'x' } },
    { do: 'settle' },
  ],
  [
    'or had its time',
    { observed: 'on', attempt: attempt({ kind: 'disable', outcome: 'unknown' }), now_ms: after(1) },
    { do: 'settle' },
  ],
  [
    'an action that does not end for hours is for a person',
    { attempt: attempt({ action: '1' }), action: { state: 'running', percent: null }, now_ms: after(360) },
    { do: 'ask_operator', why: 'action_hangs' },
  ],
  ['and once that is over', { desired: 'on', attempt: attempt({ kind: 'disable' }) }, { do: 'send', kind: 'enable' }],
])('%s', (_name, extra, step) => {
  expect(decideNextStep(situation(extra))).toMatchObject(step)
})

test('waiting grows from seconds to minutes', () => {
  const seconds = (minutes: number) => {
    const step = decideNextStep(situation({ attempt: attempt(), now_ms: after(minutes) }))
    return step.do === 'wait' ? step.seconds : null
  }
  expect([0, 0.5, 2, 10].map(seconds)).toEqual([3, 8, 30, 150])
})
