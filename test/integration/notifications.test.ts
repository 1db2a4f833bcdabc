import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { tendNotifications } from '../../src/notifications/tend-notifications.ts'
import { finishRun } from '../../src/runs/finish-run.ts'
import { startRun } from '../../src/runs/start-run.ts'
import { newApiKey, newOrganization, signedInPerson, startTestApp, type TestApp } from '../helpers/app.ts'
import type { HttpClient } from '../helpers/http-client.ts'
import { type MailServer, startMailServer } from '../helpers/mail-server.ts'
import { until } from '../helpers/until.ts'
import { startWebhookReceiver, type WebhookReceiver } from '../helpers/webhook-receiver.ts'

let app: TestApp
let mail: MailServer
let receiver: WebhookReceiver
let operator: HttpClient
let organization_id: string
let owner: HttpClient
beforeAll(async () => {
  mail = await startMailServer()
  receiver = await startWebhookReceiver()
  app = await startTestApp({ env: { SMTP_URL: mail.url, BACKSTAY_ROLES: 'api,worker' } })
  operator = (await signedInPerson(app, { name: 'Otto', operator: true })).client
  organization_id = (await newOrganization(app, 'Acme')).id
  owner = (await signedInPerson(app, { name: 'Olga', memberships: { [organization_id]: 'owner' } })).client
})
afterAll(async () => {
  await app?.stop()
  await receiver.close()
  await mail.close()
})
beforeEach(() => {
  receiver.received.length = 0
  receiver.answer = { status: 200 }
})

const failBackup = async (name: string) => {
  const server = { id: `srv_${name}`, name }
  const { id } = await startRun(app.ctx, { kind: 'backup', organization_id, server })
  const error = { code: 'lost', message: 'It went <away> & away.' }
  await finishRun(app.ctx, { run_id: id, outcome: 'failed', error })
  await tendNotifications(app.ctx, {})
  return id
}
const addTarget = async (settings: object, organization: string | null = null) => {
  const answer = await operator.post('/api/notification-targets', {
    name: 'Hook',
    organization_id: organization,
    settings,
  })
  expect(answer.status, answer.text).toBe(201)
  return answer.body
}
const arrived = (count: number) => until(() => receiver.received.length === count)

test('a webhook carries one notice, signed so that the reference library accepts it, and its new secret after a change', async () => {
  const target = await addTarget({ kind: 'webhook', url: `${receiver.url}/in?token=hidden` })
  expect(target).toMatchObject({ shown_address: `${receiver.url}/in?…`, secret: expect.stringMatching(/^whsec_/) })
  const run_id = await failBackup('web-01')
  await arrived(1)
  const [first] = receiver.received
  const headers = first?.headers as Record<string, string>
  const event = new Webhook(target.secret).verify(first?.body ?? '', headers)
  expect(event).toMatchObject({
    type: 'backup.failed',
    data: {
      organization_id,
      organization_name: 'Acme',
      run_id,
      title: 'Backup of web-01 failed',
      server_id: 'srv_web-01',
    },
  })
  expect(() => new Webhook(target.secret).verify(`${first?.body} `, headers)).toThrow()

  const rotated = (await operator.post(`/api/notification-targets/${target.id}/rotate-secret`)).body
  expect(rotated.secret).not.toBe(target.secret)
  const tested = await operator.post(`/api/notification-targets/${target.id}/test`)
  expect(tested.body).toMatchObject({ state: 'sent', attempts: 1 })
  const second = receiver.received[1]
  for (const secret of [target.secret, rotated.secret])
    expect(new Webhook(secret).verify(second?.body ?? '', second?.headers as Record<string, string>)).toMatchObject({
      type: 'test',
    })
  const listed = await operator.get('/api/notification-targets?operators=true')
  expect(listed.text).not.toContain('hidden')
  expect(listed.text).not.toContain('whsec_')
  const stored = await app.pool.query('select t::text as text from notification_targets t')
  expect(JSON.stringify(stored.rows)).not.toContain('hidden')
  await operator.delete(`/api/notification-targets/${target.id}`)
})

test('a webhook that answers with an error is tried again under the same id, and says why it failed', async () => {
  const target = await addTarget({ kind: 'webhook', url: receiver.url })
  receiver.answer = { status: 500, body: 'out of order' }
  await failBackup('web-02')
  await arrived(1)
  const path = `/api/notification-deliveries?target_id=${target.id}`
  await until(async () => (await operator.get(`${path}&state=failed`)).body.data.length === 1)
  expect((await operator.get(path)).body.data).toMatchObject([
    { state: 'failed', attempts: 1, last_error: 'It answered 500: out of order.' },
  ])
  receiver.answer = { status: 204 }
  await arrived(2)
  await until(async () => (await operator.get(`${path}&state=sent`)).body.data.length === 1)
  const [first, second] = receiver.received
  expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id'])
  expect(second?.body).toBe(first?.body)
  await operator.delete(`/api/notification-targets/${target.id}`)
})

test.each([
  [
    { kind: 'slack', url: '/services/T0/B0/secret' },
    { path: '/services/T0/B0/secret', body: { text: expect.stringContaining('It went &lt;away&gt; &amp; away.') } },
  ],
  [
    { kind: 'discord', url: '/api/webhooks/1/secret' },
    {
      path: '/api/webhooks/1/secret',
      body: { content: expect.stringContaining('failed'), allowed_mentions: { parse: [] } },
    },
  ],
  [
    { kind: 'telegram', url: '', token: '123:secret', chat_id: '-42' },
    { path: '/bot123:secret/sendMessage', body: { chat_id: '-42', text: expect.stringContaining('failed') } },
  ],
  [
    { kind: 'ntfy', url: '', topic: 'secret-topic', token: 'tk_secret' },
    {
      path: '/',
      body: { topic: 'secret-topic', title: expect.stringContaining('failed'), message: expect.any(String) },
    },
  ],
])('%o gets its plain HTTP form, and is shown without its secret', async (settings, wanted) => {
  const target = await addTarget({ ...settings, url: `${receiver.url}${settings.url}` })
  expect(JSON.stringify(target)).not.toContain('secret-')
  expect(target.shown_address).not.toContain('secret')
  await failBackup(`of-${settings.kind}`)
  await arrived(1)
  const [got] = receiver.received
  expect({ path: got?.path, body: JSON.parse(got?.body ?? '') }).toMatchObject(wanted)
  if (settings.kind === 'ntfy') expect(got?.headers.authorization).toBe('Bearer tk_secret')
  receiver.answer = { status: 404, body: `no such thing: ${got?.path}` }
  const tested = await operator.post(`/api/notification-targets/${target.id}/test`)
  expect(tested.body).toMatchObject({ state: 'dead', last_error: expect.stringContaining('404') })
  expect(tested.text).not.toContain('secret')
  await operator.delete(`/api/notification-targets/${target.id}`)
})

test('members send nowhere inside: refused when entered, and when a name leads there later', async () => {
  for (const url of ['http://127.0.0.1:1/', 'http://[::1]/', 'http://localhost/', 'http://169.254.169.254/latest/']) {
    const answer = await owner.post('/api/notification-targets', { name: 'In', settings: { kind: 'webhook', url } })
    expect(answer).toMatchObject({ status: 400, body: { error: { details: { fields: [{ path: 'settings.url' }] } } } })
  }
  // A name that leads here; operators' targets may, an organization's may not, even when an operator entered it.
  const url = `http://ip6-localhost.example.invalid:${receiver.port}/`
  const made = await owner.post('/api/notification-targets', { name: 'Later', settings: { kind: 'webhook', url } })
  expect(made.status).toBe(201)
  const tested = await owner.post(`/api/notification-targets/${made.body.id}/test`)
  expect(tested.body).toMatchObject({ state: 'dead' })
  expect(receiver.received).toEqual([])
  await owner.delete(`/api/notification-targets/${made.body.id}`)
})

test('a person chooses what comes by e-mail, tries it, and stops it from a mail', async () => {
  const path = '/api/me/notification-choices'
  const before = (await owner.get(path)).body
  expect(before).toMatchObject({ email_configured: true })
  const timingOf = (body: { choices: { kind: string; timing: string }[] }, kind: string) =>
    body.choices.find((choice) => choice.kind === kind)?.timing
  expect(timingOf(before, 'backup.failed')).toBe('at_once')
  expect(timingOf(before, 'backup.warning')).toBe('daily')
  expect(timingOf(before, 'backup.succeeded')).toBe('off')
  expect(timingOf(before, 'report.weekly')).toBe('at_once')
  const after = await owner.send('PUT', path, { choices: [{ kind: 'backup.warning', timing: 'at_once' }] })
  expect(timingOf(after.body, 'backup.warning')).toBe('at_once')

  expect((await owner.get('/api/me')).body.user.time_zone).toBeNull()
  expect((await owner.send('PATCH', '/api/me', { time_zone: 'Mars/Base' })).status).toBe(400)
  const me = await owner.send('PATCH', '/api/me', { time_zone: 'Asia/Kolkata' })
  expect(me.body.user.time_zone).toBe('Asia/Kolkata')

  mail.received.length = 0
  expect((await owner.post(`${path}/test`)).body).toMatchObject({ state: 'sent', channel: 'email' })
  const [text = ''] = mail.received
  expect(text.replaceAll(/=\r?\n/g, '')).toContain('Times are those of Asia/Kolkata.')
  expect(text).toContain('Subject: Test of notifications from Backstay')
  const token = /unsubscribe\?token=([\w.-]+)/.exec(text.replaceAll('\n ', ''))?.[1] ?? ''
  const stop = await fetch(`${app.url}/api/notification-unsubscribe?token=${token}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'List-Unsubscribe=One-Click',
  })
  expect(stop.status).toBe(204)
  const stopped = (await owner.get(path)).body.choices
  expect(new Set(stopped.map(({ timing }: { timing: string }) => timing))).toEqual(new Set(['off']))
  const deliveries = await owner.get('/api/notification-deliveries')
  expect(deliveries.body.data[0]).toMatchObject({ state: 'sent', title: 'Test of notifications from Backstay' })

  mail.refuse = 1
  const refused = await owner.post(`${path}/test`)
  expect(refused.body).toMatchObject({ state: 'dead', last_error: expect.stringContaining('An operator sees') })
})

test('keys have no e-mail of their own, and viewers no targets', async () => {
  const { key } = await newApiKey(app, { organization_id, role: 'owner' })
  expect((await app.client(key).get('/api/me/notification-choices')).status).toBe(403)
  const viewer = (await signedInPerson(app, { name: 'Vera', memberships: { [organization_id]: 'viewer' } })).client
  expect((await viewer.get('/api/notification-targets')).status).toBe(403)
  expect((await viewer.get('/api/notification-deliveries')).body.data).toEqual([])
})
