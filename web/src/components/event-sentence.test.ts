import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { AuditEvent } from '../api/types.ts'
import { eventSentence, knownActions } from './event-sentence.ts'

const event = (action: string, over: Partial<AuditEvent> = {}): AuditEvent => ({
  id: 'aud_1',
  at: '2026-11-21T12:00:00Z',
  organization_id: null,
  actor: { kind: 'user', id: 'usr_mira', name: 'Mira' },
  action,
  target: { kind: action.split('.')[0] ?? '', id: 'x_1', name: 'Thing' },
  before: null,
  after: null,
  ip_address: null,
  user_agent: null,
  request_id: null,
  ...over,
})
const said = (action: string, over?: Partial<AuditEvent>) =>
  eventSentence(event(action, over))
    .map((part) => part.text)
    .join(' ')

test('sentences name who, what and whom', () => {
  expect(
    said('invitation.created', {
      target: { kind: 'invitation', id: 'inv_1', name: 'jo@example.com' },
      after: { role: 'viewer' },
    }),
  ).toBe('Mira invited jo@example.com as viewer')
  expect(said('member.role_changed', { before: { role: 'viewer' }, after: { role: 'owner' } })).toBe(
    'Mira changed the role of Thing from viewer to owner',
  )
  expect(said('organization.renamed', { before: { name: 'Old' } })).toBe('Mira renamed Old to Thing')
  expect(said('api_key.created', { after: { operator: true } })).toBe('Mira made the operator API key Thing')
})

test('what one does to oneself is said so', () => {
  const self = { target: { kind: 'operator', id: 'usr_mira', name: 'Mira' } }
  expect(said('operator.created', self)).toBe('Mira became operator')
  expect(said('operator.created')).toBe('Mira made Thing operator')
  expect(said('member.removed', { before: { user_id: 'usr_mira' } })).toBe('Mira left the organization')
  expect(said('member.removed', { before: { user_id: 'usr_jo' } })).toBe('Mira removed Thing from the organization')
  expect(said('user.second_factor_removed', self)).toBe('Mira switched two-factor sign-in off')
  expect(said('user.second_factor_removed')).toBe('Mira switched two-factor sign-in off for Thing')
})

test('signing out and ending a session share an action, and are told apart', () => {
  expect(said('session.ended', { target: { kind: 'session', id: 'usr_mira', name: 'Mira' } })).toBe('Mira signed out')
  expect(said('session.ended', { target: { kind: 'session', id: 'ses_1', name: 'curl/8.0' } })).toBe(
    'Mira ended a session of curl',
  )
  expect(said('session.others_ended', { before: { count: 2 } })).toBe('Mira signed out everywhere else, 2 sessions')
})

test('an action nobody wrote words for still reads', () => {
  expect(said('provider_account.token_replaced')).toBe('Mira token replaced the provider account Thing')
})

test('what the product writes down has words', () => {
  const src = join(import.meta.dirname, '../../../src')
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) => /(?<!\.test)\.ts$/.test(name))
  const written = files.flatMap((name) =>
    [...readFileSync(join(src, name), 'utf8').matchAll(/^ *action: (.*)$/gm)].flatMap(([, words = '']) =>
      [...words.matchAll(/'([a-z_]+\.[a-z_]+)'/g)].flatMap(([, action]) => action ?? []),
    ),
  )
  expect(written.length).toBeGreaterThan(50)
  expect(written.filter((action) => !knownActions.includes(action))).toEqual([])
})

test('the time of a backup reads as one', () => {
  const of = { kind: 'recovery_point', id: 'rcp_1', name: 'backup of 2026-11-20T00:10:00.000Z' }
  expect(said('recovery_point.recovered', { target: of })).toBe('Mira brought back the backup of 2026-11-20 00:10 UTC')
})

test('facts that are missing leave no hole', () => {
  for (const action of knownActions) expect(said(action)).not.toMatch(/undefined|null|\[object/)
})

test('a target without a name shows its id', () => {
  expect(said('api_key.deleted', { target: { kind: 'api_key', id: 'key_9', name: null } })).toBe(
    'Mira deleted the API key key_9',
  )
})

test('servers, backups and subscriptions have words of their own', () => {
  expect(said('protection.switched_on')).toBe('Mira enabled backups of Thing')
  expect(said('server.adopted')).toBe('Mira gave the server Thing to this organization')
  expect(said('subscription.granted', { after: { quantity: 5 } })).toBe('Mira granted Thing with 5 places')
  expect(said('run.bulk_toggle_started', { after: { enable: false, servers: 3 } })).toBe(
    'Mira began to disable backups of 3 servers',
  )
  expect(said('run.bulk_back_up_started', { after: { servers: 1 } })).toBe('Mira began to back up 1 server')
  expect(said('run.bulk_restore_started')).toBe('Mira began to restore many servers to new ones')
  expect(said('run.cancelled', { before: { kind: 'sync' } })).toBe('Mira cancelled the sync run of Thing')
})
