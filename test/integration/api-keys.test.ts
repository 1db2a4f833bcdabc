import { afterAll, beforeAll, expect, test } from 'vitest'
import { removeOperator } from '../../src/identity/remove-operator.ts'
import { hashToken } from '../../src/lib/secrets.ts'
import { newOrganization, signedInPerson, startTestApp, type TestApp } from '../helpers/app.ts'
import { openRaw } from '../helpers/raw-request.ts'
import { until } from '../helpers/until.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app?.stop())

test('a key is shown once, kept as a hash, and does what its role may', async () => {
  const { id } = await newOrganization(app, 'Keys')
  const { client } = await signedInPerson(app, { name: 'Keeper', memberships: { [id]: 'owner' } })
  const made = await client.post('/api/api-keys', { name: 'deploy', role: 'manager', expires_in_days: 30 })
  expect(made.status, made.text).toBe(201)
  const { key, prefix } = made.body
  expect(key).toMatch(/^bst_[\w-]{43}$/)
  expect(key.startsWith(prefix)).toBe(true)

  const list = (await client.get('/api/api-keys')).body.data
  expect(list).toMatchObject([
    { name: 'deploy', role: 'manager', organization_id: id, created_by: 'Keeper', last_used_at: null },
  ])
  expect(JSON.stringify(list)).not.toContain(key)
  const row = await app.ctx.db
    .selectFrom('api_keys')
    .selectAll()
    .where('id', '=', made.body.id)
    .executeTakeFirstOrThrow()
  expect(row.key_hash).toBe(hashToken(key))
  expect(JSON.stringify(row)).not.toContain(key)

  const byKey = app.client(key)
  expect((await byKey.get('/api/me')).body).toMatchObject({
    user: null,
    api_key: { name: 'deploy' },
    memberships: [{ role: 'manager' }],
  })
  expect((await byKey.get('/api/sessions')).status).toBe(403)
  expect((await byKey.patch(`/api/organizations/${id}`, { name: 'Mine' })).status).toBe(403)
  expect((await client.get('/api/api-keys')).body.data[0].last_used_at).not.toBeNull()

  expect((await client.delete(`/api/api-keys/${made.body.id}`)).status).toBe(204)
  expect(await byKey.get('/api/me')).toMatchObject({ status: 401, body: { error: { code: 'unauthenticated' } } })
})

test('a key of a higher role than its maker is refused, and so is an operator key by others', async () => {
  const { id } = await newOrganization(app, 'Climbers')
  const { client } = await signedInPerson(app, { name: 'Climber', memberships: { [id]: 'manager' } })
  expect((await client.post('/api/api-keys', { name: 'up', role: 'owner' })).status).toBe(403)
  expect((await client.post('/api/api-keys', { name: 'up', operator: true })).status).toBe(403)
  const key = (await client.post('/api/api-keys', { name: 'same', role: 'manager' })).body.key
  expect((await app.client(key).post('/api/api-keys', { name: 'up', role: 'owner' })).status).toBe(403)
})

test('an expired key says so, and an unknown or malformed one is no key', async () => {
  const { id } = await newOrganization(app, 'Expired')
  const { client } = await signedInPerson(app, { name: 'Old', memberships: { [id]: 'owner' } })
  const made = await client.post('/api/api-keys', { name: 'old', expires_in_days: 1 })
  await app.ctx.db
    .updateTable('api_keys')
    .set({ expires_at: '2020-01-01T00:00:00.000Z' })
    .where('id', '=', made.body.id)
    .execute()
  expect(await app.client(made.body.key).get('/api/me')).toMatchObject({
    status: 401,
    body: { error: { code: 'api_key_expired' } },
  })
  for (const authorization of ['Bearer bst_unknown-unknown-unknown', 'Bearer', 'Basic YTpi', 'bst_x', ''])
    expect((await app.client().get('/api/me', { authorization })).status).toBe(401)
  // A wrong key is refused even beside a good session: what was asked for is not what would happen.
  expect((await client.get('/api/me', { authorization: 'Bearer bst_unknown-unknown-unknown' })).status).toBe(401)
})

test('the same Idempotency-Key makes one key and shows it again, also when both requests come at once', async () => {
  const { id } = await newOrganization(app, 'Twice')
  const { client } = await signedInPerson(app, { name: 'Twice', memberships: { [id]: 'owner' } })
  const post = (name: string) => client.post('/api/api-keys', { name }, { 'idempotency-key': 'one' })
  const [first, second] = await Promise.all([post('k'), post('k')])
  expect([first.status, second.status]).toEqual([201, 201])
  expect(second.body).toEqual(first.body)
  expect((await post('other')).body.error.code).toBe('idempotency_key_reused')
  expect((await client.get('/api/api-keys')).body.data).toHaveLength(1)
})

test('rights that end while a request is still on its way make no key, however slowly the body comes', async () => {
  await signedInPerson(app, { name: 'Stays Operator', operator: true })
  const slow = await signedInPerson(app, { name: 'Slow', operator: true })
  const { id, key } = (await slow.client.post('/api/api-keys', { name: 'slow', operator: true })).body
  const body = JSON.stringify({ name: 'too late', operator: true })
  const connection = await openRaw(Number(new URL(app.url).port))
  connection.write(
    `POST /api/api-keys HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${key}\r\ncontent-type: application/json\r\n` +
      `content-length: ${body.length}\r\nconnection: close\r\n\r\n${body.slice(0, 5)}`,
  )
  // The first use of a key is noted once it has let its caller in.
  const used = () => app.ctx.db.selectFrom('api_keys').select('last_used_at').where('id', '=', id).executeTakeFirst()
  await until(async () => (await used())?.last_used_at !== null)
  await removeOperator(app.ctx, { user_id: slow.id })
  connection.write(body.slice(5))
  await connection.closed
  expect(connection.text()).toMatch(/^HTTP\/1.1 401 /)
  const left = await app.ctx.db.selectFrom('api_keys').select('id').where('name', '=', 'too late').execute()
  expect(left).toEqual([])
})
