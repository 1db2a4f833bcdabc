import { afterAll, beforeAll, expect, test } from 'vitest'
import { newOrganization, signedInPerson, startTestApp, type TestApp } from '../helpers/app.ts'
import { type MailServer, startMailServer } from '../helpers/mail-server.ts'
import { until } from '../helpers/until.ts'

let mail: MailServer
let app: TestApp

beforeAll(async () => {
  mail = await startMailServer()
  app = await startTestApp({ env: { SMTP_URL: mail.url, BACKSTAY_ROLES: 'api,worker' } })
})
afterAll(async () => {
  await app?.stop()
  await mail?.close()
})

test('an invitation goes out by e-mail, again after the mail server refused it, and never in the clear in the queue', async () => {
  const { id } = await newOrganization(app, 'Mail')
  const { client } = await signedInPerson(app, { name: 'Sender', memberships: { [id]: 'owner' } })
  mail.refuse = 1
  const invited = await client.post(`/api/organizations/${id}/invitations`, {
    email: 'reader@example.com',
    role: 'viewer',
  })
  expect(invited.body).toMatchObject({ emailed: true })
  const token = new URL(invited.body.url).hash.slice('#token='.length)
  const queued = await app.pool.query('select data::text as data from pgboss.job')
  expect(queued.rows.map((row) => row.data).join()).not.toContain(token)

  await until(() => mail.received.length === 1)
  expect(mail.refuse).toBe(0)
  const [received] = mail.received
  expect(received).toContain('To: reader@example.com')
  expect(received).toContain('Subject: Sender invites you to Backstay')
  expect(received).toContain(invited.body.url)
})
