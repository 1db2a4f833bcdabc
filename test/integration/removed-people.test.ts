import { afterAll, beforeAll, expect, test } from 'vitest'
import { addMember, newOrganization, password, signedInPerson, startTestApp, type TestApp } from '../helpers/app.ts'
import type { Answer, HttpClient } from '../helpers/http-client.ts'

let app: TestApp
let operator: HttpClient
beforeAll(async () => {
  app = await startTestApp()
  operator = (await signedInPerson(app, { name: 'Operator', operator: true })).client
})
afterAll(() => app?.stop())

const tokenIn = (answer: Answer) => new URL(answer.body.url).hash.replace('#token=', '')
const accept = (invited: Answer) =>
  app.client().post('/api/invitations/accept', { token: tokenIn(invited), name: 'Back Again', password })
const statusesOf = async (client: HttpClient, path: string) =>
  Object.fromEntries(
    (await client.get(path)).body.data.map((one: { email: string; status: string }) => [one.email, one.status]),
  )
const lastAudit = async (action: string) =>
  (await operator.get(`/api/audit-events?action=${action}&limit=1`)).body.data[0]

test('a removed operator comes back by no invitation and no reset link made before', async () => {
  const [own, foreign] = [await newOrganization(app, 'Own'), await newOrganization(app, 'Foreign')]
  const left = await signedInPerson(app, { name: 'Left', operator: true, memberships: { [own.id]: 'manager' } })
  const invite = (path: string, email: string, role?: string) =>
    left.client.post(path, { email, ...(role === undefined ? {} : { role }) })
  const asOperator = await invite('/api/operator-invitations', 'me-again@example.com')
  const key = app.client((await left.client.post('/api/api-keys', { name: 'door', operator: true })).body.key)
  const byKey = await key.post('/api/operator-invitations', { email: 'me-by-key@example.com' })
  const asOwner = await invite(`/api/organizations/${foreign.id}/invitations`, 'me-owner@example.com', 'owner')
  const above = await invite(`/api/organizations/${own.id}/invitations`, 'above@example.com', 'owner')
  const covered = await invite(`/api/organizations/${own.id}/invitations`, 'covered@example.com', 'viewer')
  const other = await operator.post('/api/operator-invitations', { email: 'of-another@example.com' })
  const victim = await signedInPerson(app, { name: 'Victim' })
  const member = await addMember(app, foreign.id, victim.id, 'owner')
  const reset = await left.client.post(`/api/organizations/${foreign.id}/members/${member}/password-reset`, {})
  expect(reset.status, reset.text).toBe(201)

  expect((await operator.delete(`/api/operators/${left.id}`)).status).toBe(204)

  const answers = await Promise.all([asOperator, byKey, asOwner, above].map(accept))
  expect(answers.map((answer) => answer.status)).toEqual([410, 410, 410, 410])
  const used = await app.client().post('/api/password-resets/use', { token: tokenIn(reset), password: 'taken over 1' })
  expect(used.status).toBe(410)
  expect([(await accept(covered)).status, (await accept(other)).status]).toEqual([200, 200])

  expect(await statusesOf(operator, '/api/operator-invitations')).toEqual({
    'me-again@example.com': 'revoked',
    'me-by-key@example.com': 'revoked',
    'of-another@example.com': 'accepted',
  })
  const { before } = await lastAudit('operator.removed')
  expect([...before.invitations_revoked].sort()).toEqual([
    'above@example.com',
    'me-again@example.com',
    'me-by-key@example.com',
    'me-owner@example.com',
  ])
  expect(before.reset_links_ended).toEqual(['Victim'])
  expect((await operator.get('/api/audit-events?action=invitation.revoked')).body.data).toHaveLength(4)
})

test('a removed owner comes back by no invitation made before', async () => {
  const { id } = await newOrganization(app, 'Leavers')
  const left = await signedInPerson(app, { name: 'Left Owner', memberships: { [id]: 'owner' } })
  const stays = await signedInPerson(app, { name: 'Stays', memberships: { [id]: 'owner' } })
  const path = `/api/organizations/${id}/invitations`
  const mine = await left.client.post(path, { email: 'left-again@example.com', role: 'viewer' })
  const theirs = await stays.client.post(path, { email: 'friend@example.com', role: 'viewer' })
  const members = (await stays.client.get(`/api/organizations/${id}/members`)).body.data
  const member = members.find((one: { user_id: string }) => one.user_id === left.id)
  expect((await stays.client.delete(`/api/organizations/${id}/members/${member.id}`)).status).toBe(204)
  expect([(await accept(mine)).status, (await accept(theirs)).status]).toEqual([410, 200])
  expect((await lastAudit('member.removed')).before.invitations_revoked).toEqual(['left-again@example.com'])
})

test('when a role falls, invitations above it end', async () => {
  const { id } = await newOrganization(app, 'Fallers')
  const fallen = await signedInPerson(app, { name: 'Fallen', memberships: { [id]: 'owner' } })
  await signedInPerson(app, { name: 'Stays Too', memberships: { [id]: 'owner' } })
  const invite = (email: string, role: string) =>
    fallen.client.post(`/api/organizations/${id}/invitations`, { email, role })
  const [owner, viewer] = [await invite('up@example.com', 'owner'), await invite('level@example.com', 'viewer')]
  const members = (await operator.get(`/api/organizations/${id}/members`)).body.data
  const member = members.find((one: { user_id: string }) => one.user_id === fallen.id)
  const changed = await operator.patch(`/api/organizations/${id}/members/${member.id}`, { role: 'manager' })
  expect(changed.status, changed.text).toBe(200)
  expect([(await accept(owner)).status, (await accept(viewer)).status]).toEqual([410, 200])
  expect((await lastAudit('member.role_changed')).before).toMatchObject({ invitations_revoked: ['up@example.com'] })
})

test('an operator who leaves an organization keeps the invitations made as operator', async () => {
  const { id } = await newOrganization(app, 'Helped')
  const helper = await signedInPerson(app, { name: 'Helper', operator: true, memberships: { [id]: 'viewer' } })
  const invited = await helper.client.post(`/api/organizations/${id}/invitations`, {
    email: 'owner@helped.example',
    role: 'owner',
  })
  const [member] = (await operator.get(`/api/organizations/${id}/members`)).body.data
  expect((await helper.client.delete(`/api/organizations/${id}/members/${member.id}`)).status).toBe(204)
  expect((await accept(invited)).status).toBe(200)
})
