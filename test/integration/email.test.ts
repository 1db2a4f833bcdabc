import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newOrganization, signedInPerson, startTestApp, type TestApp } from '../helpers/app.ts'
import { until } from '../helpers/until.ts'

const received: string[] = []
let refuse = 0
let smtp: SMTPServer
let app: TestApp

beforeAll(async () => {
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onMailFrom: (_address, _session, done) => {
      if (refuse === 0) return done()
      refuse -= 1
      done(new Error('Try again later'))
    },
    onData: (stream, _session, done) => {
      let text = ''
      stream.setEncoding('utf8').on('data', (part: string) => {
        text += part
      })
      stream.on('end', () => {
        received.push(text)
        done()
      })
    },
  })
  await new Promise<void>((resolve) => void smtp.listen(0, '127.0.0.1', () => resolve()))
  const { port } = smtp.server.address() as AddressInfo
  app = await startTestApp({ env: { SMTP_URL: `smtp://127.0.0.1:${port}`, BACKSTAY_ROLES: 'api,worker' } })
})
afterAll(async () => {
  await app?.stop()
  await new Promise<void>((resolve) => void smtp.close(() => resolve()))
})

test('an invitation goes out by e-mail, again after the mail server refused it, and never in the clear in the queue', async () => {
  const { id } = await newOrganization(app, 'Mail')
  const { client } = await signedInPerson(app, { name: 'Sender', memberships: { [id]: 'owner' } })
  refuse = 1
  const invited = await client.post(`/api/organizations/${id}/invitations`, {
    email: 'reader@example.com',
    role: 'viewer',
  })
  expect(invited.body).toMatchObject({ emailed: true })
  const token = new URL(invited.body.url).hash.slice('#token='.length)
  const queued = await app.pool.query('select data::text as data from pgboss.job')
  expect(queued.rows.map((row) => row.data).join()).not.toContain(token)

  await until(() => received.length === 1)
  const [mail = ''] = received
  expect(refuse).toBe(0)
  expect(mail).toContain('To: reader@example.com')
  expect(mail).toContain('Subject: Sender invites you to Backstay')
  // Lines are folded in transport: the link has to come out whole.
  expect(mail.replaceAll('=\r\n', '').replaceAll('=3D', '=')).toContain(invited.body.url)
})
