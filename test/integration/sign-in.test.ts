import { afterAll, beforeAll, expect, test } from 'vitest'
import { issueFirstOperatorLink } from '../../src/identity/issue-first-operator-link.ts'
import { removeExpired } from '../../src/identity/remove-expired.ts'
import { password, signedInPerson, startTestApp, type TestApp } from '../helpers/app.ts'
import { totp } from '../helpers/totp.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app?.stop())

const tokenIn = (link: string | null | undefined) => new URL(link ?? '').hash.replace('#token=', '')

test('the one-time link makes the first operator, signs in, and then ends with all others like it', async () => {
  const client = app.client()
  expect((await client.get('/api/setup')).body).toEqual({ needs_setup: true })
  const link = app.running.first_operator_link
  expect(link).toMatch(new RegExp(`^${app.url}/welcome#token=.{40,}$`))
  const second = await issueFirstOperatorLink(app.ctx, app.url)
  const person = { name: 'Ada', email: 'Ada@Example.com', password }

  const made = await client.post('/api/setup', { token: tokenIn(link), ...person })
  expect(made.status, made.text).toBe(201)
  expect(made.body).toMatchObject({ operator: true, user: { name: 'Ada', email: 'ada@example.com' } })
  expect((await client.get('/api/me')).body.user.name).toBe('Ada')

  for (const token of [tokenIn(link), tokenIn(second)]) {
    const again = await app.client().post('/api/setup', { token, name: 'Eve', email: 'eve@example.com', password })
    expect(again).toMatchObject({ status: 410, body: { error: { code: 'link_expired' } } })
  }
  expect(await issueFirstOperatorLink(app.ctx, app.url)).toBeNull()
  expect((await client.get('/api/setup')).body).toEqual({ needs_setup: false })
})

test('a wrong password, and an e-mail nobody has, are refused alike', async () => {
  const { email } = await signedInPerson(app, { name: 'Grace' })
  const wrong = await app.client().post('/api/auth/sign-in/email', { email, password: 'wrong horse battery' })
  const unknown = await app.client().post('/api/auth/sign-in/email', { email: 'nobody@example.com', password })
  expect([wrong.status, unknown.status]).toEqual([401, 401])
  expect(unknown.body).toEqual(wrong.body)
})

test('the session cookie is out of reach of scripts and of other sites', async () => {
  const { email } = await signedInPerson(app, { name: 'Cookie' })
  const answer = await app.client().post('/api/auth/sign-in/email', { email, password })
  const cookie = answer.headers.getSetCookie().find((one) => one.includes('session_token'))
  expect(cookie).toMatch(/HttpOnly/i)
  expect(cookie).toMatch(/SameSite=Lax/i)
  // A forged or altered signature is no session.
  const [pair = ''] = (cookie ?? '').split(';')
  const forged = pair.replace(/=(.)/, (_all, letter: string) => `=${letter === 'A' ? 'B' : 'A'}`)
  expect((await app.client().get('/api/me', { cookie: forged })).status).toBe(401)
  expect((await app.client().get('/api/me', { cookie: pair })).status).toBe(200)
})

test('sessions are listed, ended one by one and all at once, and end with the password', async () => {
  const { client, email } = await signedInPerson(app, { name: 'Many' })
  const [phone, laptop, old] = [app.client(), app.client(), app.client()]
  for (const other of [phone, laptop, old]) await other.post('/api/auth/sign-in/email', { email, password })
  const sessions = (await client.get('/api/sessions')).body.data
  expect(sessions).toHaveLength(4)
  expect(sessions.filter((session: { current: boolean }) => session.current)).toHaveLength(1)

  const own = (await phone.get('/api/sessions')).body.data.find((session: { current: boolean }) => session.current)
  expect((await client.delete(`/api/sessions/${own.id}`)).status).toBe(204)
  expect((await phone.get('/api/me')).status).toBe(401)
  expect((await client.delete(`/api/sessions/${own.id}`)).status).toBe(404)

  const change = { currentPassword: password, newPassword: 'a new horse battery', revokeOtherSessions: true }
  expect((await laptop.post('/api/auth/change-password', change)).status).toBe(200)
  expect((await old.get('/api/me')).status).toBe(401)
  expect((await client.get('/api/me')).status).toBe(401)
  expect((await laptop.get('/api/me')).status).toBe(200)

  expect((await laptop.delete('/api/sessions')).status).toBe(204)
  expect((await laptop.get('/api/sessions')).body.data).toHaveLength(1)
  expect((await laptop.post('/api/auth/sign-out')).status).toBe(200)
  expect((await laptop.get('/api/me')).status).toBe(401)
})

test('with two-factor, the password alone signs nobody in; a code or a backup code does, each backup code once', async () => {
  const { client, email } = await signedInPerson(app, { name: 'Careful' })
  const enabled = await client.post('/api/auth/two-factor/enable', { password })
  const { totpURI, backupCodes } = enabled.body
  expect((await client.get('/api/me')).body.user.two_factor_enabled).toBe(false)
  expect((await client.post('/api/auth/two-factor/verify-totp', { code: 'abcdef' })).status).toBeGreaterThanOrEqual(400)
  expect((await client.post('/api/auth/two-factor/verify-totp', { code: totp(totpURI, Date.now()) })).status).toBe(200)
  expect((await client.get('/api/me')).body.user.two_factor_enabled).toBe(true)

  const second = app.client()
  const half = await second.post('/api/auth/sign-in/email', { email, password })
  expect(half.body).toMatchObject({ twoFactorRedirect: true })
  expect((await second.get('/api/me')).status).toBe(401)
  const next = totp(totpURI, Date.now() + 30_000)
  expect((await second.post('/api/auth/two-factor/verify-totp', { code: next })).status).toBe(200)
  expect((await second.get('/api/me')).status).toBe(200)

  const withBackup = async () => {
    const third = app.client()
    await third.post('/api/auth/sign-in/email', { email, password })
    const status = (await third.post('/api/auth/two-factor/verify-backup-code', { code: backupCodes[0] })).status
    return [status, (await third.get('/api/me')).status]
  }
  expect(await withBackup()).toEqual([200, 200])
  expect((await withBackup())[1]).toBe(401)

  expect((await client.post('/api/auth/two-factor/disable', { password: 'wrong horse battery' })).status).toBe(400)
  expect((await client.post('/api/auth/two-factor/disable', { password })).status).toBe(200)
  expect((await app.client().post('/api/auth/sign-in/email', { email, password })).body.user.email).toBe(email)
})

test('a code works once, also when two send it at once', async () => {
  const { client, email } = await signedInPerson(app, { name: 'Overlooked' })
  const { totpURI } = (await client.post('/api/auth/two-factor/enable', { password })).body
  const [older, first] = [totp(totpURI, Date.now() - 30_000), totp(totpURI, Date.now())]
  expect((await client.post('/api/auth/two-factor/verify-totp', { code: first })).status).toBe(200)
  const signIn = async (code: string) => {
    const other = app.client()
    await other.post('/api/auth/sign-in/email', { email, password })
    const answer = await other.post('/api/auth/two-factor/verify-totp', { code })
    return { status: answer.status, code: answer.body.code, signed_in: (await other.get('/api/me')).status === 200 }
  }
  const refused = { status: 401, code: 'INVALID_CODE', signed_in: false }
  expect(await signIn(first)).toEqual(refused)
  const next = totp(totpURI, Date.now() + 30_000)
  const both = await Promise.all([signIn(next), signIn(next), signIn(next)])
  expect(both.map((one) => one.status).sort()).toEqual([200, 401, 401])
  expect(both.filter((one) => one.status !== 200)).toEqual([refused, refused])
  // Nobody has used this one, and it would still be within the time that is allowed.
  expect(await signIn(older)).toEqual(refused)
})

test('an operator hands out a reset link: it works once, ends the sessions, and leaves two-factor on', async () => {
  const operator = await signedInPerson(app, { name: 'Helper', operator: true })
  const organization = (await operator.client.post('/api/organizations', { name: 'Forgetful' })).body.id
  const person = await signedInPerson(app, { name: 'Forgetful', memberships: { [organization]: 'viewer' } })
  const members = await operator.client.get(`/api/organizations/${organization}/members`)
  const reset = `/api/organizations/${organization}/members/${members.body.data[0].id}/password-reset`
  const replaced = (await operator.client.post(reset)).body.url
  const { url } = (await operator.client.post(reset)).body

  const use = (link: string) =>
    app.client().post('/api/password-resets/use', { token: tokenIn(link), password: 'remembered again' })
  expect((await use(replaced)).status).toBe(410)
  expect((await use(url)).status).toBe(204)
  expect((await use(url)).status).toBe(410)
  expect((await person.client.get('/api/me')).status).toBe(401)
  const again = await app
    .client()
    .post('/api/auth/sign-in/email', { email: person.email, password: 'remembered again' })
  expect(again.status).toBe(200)
})

test('for somebody who lost the second factor as well, the operator switches it off with the link', async () => {
  const operator = await signedInPerson(app, { name: 'Rescuer', operator: true })
  const organization = (await operator.client.post('/api/organizations', { name: 'Lost' })).body.id
  const person = await signedInPerson(app, { name: 'Lost', memberships: { [organization]: 'viewer' } })
  const { totpURI } = (await person.client.post('/api/auth/two-factor/enable', { password })).body
  await person.client.post('/api/auth/two-factor/verify-totp', { code: totp(totpURI, Date.now()) })
  const [member] = (await operator.client.get(`/api/organizations/${organization}/members`)).body.data
  const reset = `/api/organizations/${organization}/members/${member.id}/password-reset`

  expect((await operator.client.post(reset)).status).toBe(201)
  const signIn = () => app.client().post('/api/auth/sign-in/email', { email: person.email, password })
  expect((await signIn()).body).toMatchObject({ twoFactorRedirect: true })
  expect((await operator.client.post(reset, { remove_two_factor: true })).status).toBe(201)
  expect((await signIn()).body).toMatchObject({ user: { email: person.email } })
  const events = await operator.client.get(
    `/api/audit-events?organization_id=${organization}&action=user.second_factor_removed`,
  )
  expect(events.body.data).toHaveLength(1)
})

test('a sign-in with a second factor is recorded as a sign-in, and a confirmed set-up is not', async () => {
  const { client, email, id } = await signedInPerson(app, { name: 'Two Steps' })
  const { totpURI, backupCodes } = (await client.post('/api/auth/two-factor/enable', { password })).body
  await client.post('/api/auth/two-factor/verify-totp', { code: totp(totpURI, Date.now()) })
  const signIn = async (path: string, code: string) => {
    const other = app.client()
    await other.post('/api/auth/sign-in/email', { email, password })
    expect((await other.post(`/api/auth/two-factor/${path}`, { code })).status).toBe(200)
  }
  await signIn('verify-totp', totp(totpURI, Date.now() + 30_000))
  await signIn('verify-backup-code', backupCodes[0])
  const events = await app.ctx.db
    .selectFrom('audit_events')
    .select(['action', 'after'])
    .where('actor_id', '=', id)
    .orderBy('id')
    .execute()
  expect(events).toEqual([
    { action: 'session.started', after: null },
    { action: 'user.second_factor_confirmed', after: null },
    { action: 'session.started', after: { second_factor: 'totp' } },
    { action: 'user.backup_code_used', after: null },
    { action: 'session.started', after: { second_factor: 'backup_code' } },
  ])
})

test('what people do to their sign-in leaves audit events, without anything secret', async () => {
  const operator = await signedInPerson(app, { name: 'Auditor', operator: true })
  const { client, id } = await signedInPerson(app, { name: 'Watched' })
  await client.post('/api/auth/update-user', { name: 'Watched again' })
  await client.post('/api/auth/change-password', { currentPassword: password, newPassword: 'secret horse battery' })
  await client.post('/api/auth/sign-out')
  const events = (await operator.client.get(`/api/audit-events?actor_id=${id}`)).body.data
  expect(events.map((event: { action: string }) => event.action)).toEqual([
    'session.ended',
    'user.password_changed',
    'user.renamed',
    'session.started',
  ])
  expect(events[0]).toMatchObject({
    actor: { kind: 'user', id },
    ip_address: '127.0.0.1',
    request_id: expect.stringMatching(/^req_/),
  })
  expect(events[2]).toMatchObject({ before: { name: 'Watched' }, after: { name: 'Watched again' } })
  expect(JSON.stringify(events)).not.toMatch(/horse battery/)
})

test('expired sessions and links are forgotten', async () => {
  const { id, client } = await signedInPerson(app, { name: 'Gone' })
  await app.ctx.db
    .updateTable('sessions')
    .set({ expires_at: '2020-01-01T00:00:00.000Z' })
    .where('user_id', '=', id)
    .execute()
  expect((await client.get('/api/me')).status).toBe(401)
  await removeExpired(app.ctx)
  const left = await app.ctx.db.selectFrom('sessions').select('id').where('user_id', '=', id).execute()
  expect(left).toEqual([])
})

test('a sign-in beside the session of somebody else is recorded as what it is', async () => {
  const [first, second] = [await signedInPerson(app, { name: 'First' }), await signedInPerson(app, { name: 'Second' })]
  expect((await first.client.post('/api/auth/sign-in/email', { email: second.email, password })).status).toBe(200)
  const event = await app.ctx.db
    .selectFrom('audit_events')
    .select(['action', 'actor_id', 'target_id'])
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  expect(event).toEqual({ action: 'session.started', actor_id: second.id, target_id: second.id })
})

test('a name of nothing, or of too much, is refused, and spaces around it go', async () => {
  const { client } = await signedInPerson(app, { name: 'Named' })
  for (const name of ['', '   ', 'x'.repeat(101), { a: 1 }, null])
    expect((await client.post('/api/auth/update-user', { name })).status, JSON.stringify(name)).toBe(400)
  expect((await client.post('/api/auth/update-user', { name: ' Renamed ' })).status).toBe(200)
  expect((await client.get('/api/me')).body.user.name).toBe('Renamed')
})

test('a browser that was spared the second factor is asked again once other sessions end or the password changes', async () => {
  const { client, email } = await signedInPerson(app, { name: 'Trusting' })
  const { totpURI } = (await client.post('/api/auth/two-factor/enable', { password })).body
  // Each code works once: the last one, this one and the next are taken now.
  let steps = -1
  const code = () => totp(totpURI, Date.now() + 30_000 * steps++)
  expect((await client.post('/api/auth/two-factor/verify-totp', { code: code() })).status).toBe(200)
  const browser = app.client()
  let current = password
  const signIn = async () => (await browser.post('/api/auth/sign-in/email', { email, password: current })).body
  const trust = () => browser.post('/api/auth/two-factor/verify-totp', { code: code(), trustDevice: true })

  expect(await signIn()).toMatchObject({ twoFactorRedirect: true })
  expect((await trust()).status).toBe(200)
  expect(await signIn()).toMatchObject({ user: { email } })
  expect((await client.delete('/api/sessions')).status).toBe(204)
  expect(await signIn()).toMatchObject({ twoFactorRedirect: true })

  expect((await trust()).status).toBe(200)
  const change = { currentPassword: current, newPassword: 'a new horse battery', revokeOtherSessions: true }
  expect((await client.post('/api/auth/change-password', change)).status).toBe(200)
  current = change.newPassword
  expect(await signIn()).toMatchObject({ twoFactorRedirect: true })
})
