import { afterAll, beforeAll, expect, test } from 'vitest'
import { password, signedInPerson, startTestApp, type TestApp } from '../helpers/app.ts'
import type { Answer, HttpClient } from '../helpers/http-client.ts'

let app: TestApp
let operator: HttpClient
beforeAll(async () => {
  app = await startTestApp()
  operator = (await signedInPerson(app, { name: 'Operator', operator: true })).client
})
afterAll(() => app?.stop())

const tokenIn = (answer: Answer) => new URL(answer.body.url).hash.replace('#token=', '')
const newOrganization = async (name: string) => (await operator.post('/api/organizations', { name })).body.id as string
const codesOf = (answers: Answer[]) => answers.map((answer) => answer.body?.error?.code ?? answer.status).sort()

test('an operator makes an organization and invites its owner, who comes in with name and password', async () => {
  const organization = await newOrganization('Acme')
  const invited = await operator.post(`/api/organizations/${organization}/invitations`, {
    email: 'Owner@acme.example',
    role: 'owner',
  })
  expect(invited).toMatchObject({
    status: 201,
    body: { email: 'owner@acme.example', status: 'pending', emailed: false },
  })
  const token = tokenIn(invited)

  const owner = app.client()
  expect((await owner.post('/api/invitations/lookup', { token })).body).toMatchObject({
    email: 'owner@acme.example',
    organization_name: 'Acme',
    role: 'owner',
    invited_by: 'Operator',
    has_account: false,
  })
  const lacking = await owner.post('/api/invitations/accept', { token })
  expect(lacking).toMatchObject({ status: 400, body: { error: { details: { fields: [{ path: 'name' }] } } } })
  const accepted = await owner.post('/api/invitations/accept', { token, name: 'Olga', password })
  expect(accepted).toMatchObject({
    status: 200,
    body: { memberships: [{ organization_id: organization, role: 'owner' }] },
  })
  expect((await owner.get('/api/me')).body.user.email).toBe('owner@acme.example')
  expect((await app.client().post('/api/invitations/accept', { token, name: 'Eve', password })).status).toBe(410)

  const list = await owner.get(`/api/organizations/${organization}/invitations`)
  expect(list.body.data).toMatchObject([{ status: 'accepted' }])
  const members = await owner.get(`/api/organizations/${organization}/members`)
  expect(members.body.data).toMatchObject([{ name: 'Olga', role: 'owner', two_factor_enabled: false }])
})

test('an invitation opens no existing account: that person signs in first', async () => {
  const organization = await newOrganization('Second')
  const known = await signedInPerson(app, { name: 'Known' })
  const token = tokenIn(
    await operator.post(`/api/organizations/${organization}/invitations`, { email: known.email, role: 'viewer' }),
  )
  const stranger = await app.client().post('/api/invitations/accept', { token, name: 'Eve', password })
  expect(stranger).toMatchObject({ status: 409, body: { error: { code: 'sign_in_first' } } })
  expect((await known.client.post('/api/invitations/accept', { token })).status).toBe(200)
  const again = await operator.post(`/api/organizations/${organization}/invitations`, {
    email: known.email,
    role: 'owner',
  })
  expect(again).toMatchObject({ status: 409, body: { error: { code: 'already_member' } } })
})

test('revoked, replaced and expired invitations stop working', async () => {
  const organization = await newOrganization('Third')
  const invite = () =>
    operator.post(`/api/organizations/${organization}/invitations`, { email: 'late@example.com', role: 'viewer' })
  const lookup = async (token: string) => (await app.client().post('/api/invitations/lookup', { token })).status
  const replaced = await invite()
  const revoked = await invite()
  expect(await lookup(tokenIn(replaced))).toBe(410)
  expect((await operator.delete(`/api/organizations/${organization}/invitations/${revoked.body.id}`)).status).toBe(204)
  expect(await lookup(tokenIn(revoked))).toBe(410)
  const expired = await invite()
  await app.ctx.db
    .updateTable('invitations')
    .set({ expires_at: '2020-01-01T00:00:00.000Z' })
    .where('id', '=', expired.body.id)
    .execute()
  expect(await lookup(tokenIn(expired))).toBe(410)
  const list = await operator.get(`/api/organizations/${organization}/invitations`)
  expect(list.body.data.map((one: { status: string }) => one.status)).toEqual(['expired', 'revoked', 'revoked'])
})

test('an invitation that two people take up at once lets one in', async () => {
  const organization = await newOrganization('Fourth')
  const token = tokenIn(
    await operator.post(`/api/organizations/${organization}/invitations`, {
      email: 'twice@example.com',
      role: 'viewer',
    }),
  )
  const accept = () => app.client().post('/api/invitations/accept', { token, name: 'Twice', password })
  expect(codesOf(await Promise.all([accept(), accept(), accept()]))).toEqual([200, 'link_expired', 'link_expired'])
  expect((await operator.get(`/api/organizations/${organization}/members`)).body.data).toHaveLength(1)
})

test('the last owner stays, also when two owners leave at once', async () => {
  const organization = await newOrganization('Fifth')
  const owners = await Promise.all(
    ['One', 'Two'].map((name) => signedInPerson(app, { name, memberships: { [organization]: 'owner' } })),
  )
  const members = (await operator.get(`/api/organizations/${organization}/members`)).body.data
  const leave = (email: string | undefined, client: HttpClient | undefined) => {
    const own = members.find((member: { email: string }) => member.email === email)
    return client?.delete(`/api/organizations/${organization}/members/${own.id}`)
  }
  const answers = await Promise.all(owners.map((owner) => leave(owner.email, owner.client)))
  expect(codesOf(answers.filter((answer) => answer !== undefined))).toEqual([204, 'last_owner'])
  const [left] = (await operator.get(`/api/organizations/${organization}/members`)).body.data
  const demote = await operator.patch(`/api/organizations/${organization}/members/${left.id}`, { role: 'viewer' })
  expect(demote).toMatchObject({ status: 409, body: { error: { code: 'last_owner' } } })
})

test('keys that reach above a fallen role end, and all keys end when their maker leaves', async () => {
  const organization = await newOrganization('Sixth')
  const { client, email } = await signedInPerson(app, { name: 'Fallen', memberships: { [organization]: 'owner' } })
  await signedInPerson(app, { name: 'Stays', memberships: { [organization]: 'owner' } })
  const make = async (role: string) => app.client((await client.post('/api/api-keys', { name: role, role })).body.key)
  const [viewer, owner] = [await make('viewer'), await make('owner')]
  const members = (await operator.get(`/api/organizations/${organization}/members`)).body.data
  const path = `/api/organizations/${organization}/members/${members.find((one: { email: string }) => one.email === email).id}`
  expect((await operator.patch(path, { role: 'viewer' })).body.role).toBe('viewer')
  expect([(await owner.get('/api/me')).status, (await viewer.get('/api/me')).status]).toEqual([401, 200])
  expect((await client.delete(path)).status).toBe(204)
  expect((await viewer.get('/api/me')).status).toBe(401)
  expect((await client.get(`/api/organizations/${organization}`)).status).toBe(404)
})

test('names are unique whatever their case, the house organization stays, a deleted one takes its keys with it', async () => {
  const organization = await newOrganization('Seventh')
  expect(codesOf([await operator.post('/api/organizations', { name: 'SEVENTH' })])).toEqual(['already_exists'])
  const renamed = await operator.patch(`/api/organizations/${organization}`, { name: 'Acme' })
  expect(codesOf([renamed])).toEqual(['already_exists'])
  const house = (await operator.get('/api/organizations?limit=200')).body.data.find(
    (one: { house: boolean }) => one.house,
  )
  expect(codesOf([await operator.delete(`/api/organizations/${house.id}`)])).toEqual(['organization_is_house'])
  const key = (await operator.post('/api/api-keys', { name: 'dies', organization_id: organization })).body.key
  expect((await app.client(key).get('/api/me')).status).toBe(200)
  expect((await operator.delete(`/api/organizations/${organization}`)).status).toBe(204)
  expect((await app.client(key).get('/api/me')).status).toBe(401)
})

test("of a former operator's keys, only those stay that a membership covers", async () => {
  const [own, foreign] = [await newOrganization('Own'), await newOrganization('Foreign')]
  const former = await signedInPerson(app, { name: 'Former', operator: true, memberships: { [own]: 'manager' } })
  const make = async (organization_id: string, role: string) =>
    app.client((await former.client.post('/api/api-keys', { name: role, organization_id, role })).body.key)
  const made = [await make(own, 'manager'), await make(own, 'owner'), await make(foreign, 'viewer')]
  expect((await operator.delete(`/api/operators/${former.id}`)).status).toBe(204)
  const answers = await Promise.all(made.map((key) => key.get('/api/me')))
  expect(answers.map((answer) => answer.status)).toEqual([200, 401, 401])
})

test('operators invite operators; the last one stays, also when two remove each other at once', async () => {
  const invited = await operator.post('/api/operator-invitations', { email: 'second@example.com' })
  const second = app.client()
  const accepted = await second.post('/api/invitations/accept', { token: tokenIn(invited), name: 'Second', password })
  expect(accepted.body).toMatchObject({ operator: true, memberships: [] })
  const operators = (await second.get('/api/operators')).body.data
  expect(operators).toHaveLength(2)
  const removals = operators.map((one: { user_id: string }) => second.delete(`/api/operators/${one.user_id}`))
  const codes = codesOf(await Promise.all(removals))
  expect(codes).toContain(204)
  expect(codes).not.toEqual([204, 204])
  const left = await app.ctx.db.selectFrom('users').select('id').where('operator', '=', true).execute()
  expect(left).toHaveLength(1)
})
