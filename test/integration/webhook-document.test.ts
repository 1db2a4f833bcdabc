import Ajv2020 from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { weeklyReport } from '../../src/insights/weekly-report.ts'
import { recordNotices } from '../../src/notifications/record-notices.ts'
import type { NewNotice, NoticeKind } from '../../src/notifications/schema.ts'
import { tendNotifications } from '../../src/notifications/tend-notifications.ts'
import { finishRun } from '../../src/runs/finish-run.ts'
import { startRun } from '../../src/runs/start-run.ts'
import { newOrganization, signedInPerson, startTestApp, type TestApp } from '../helpers/app.ts'
import { newProviderAccount, newServer } from '../helpers/servers.ts'
import { until } from '../helpers/until.ts'
import { startWebhookReceiver, type WebhookReceiver } from '../helpers/webhook-receiver.ts'

let app: TestApp
let receiver: WebhookReceiver
beforeAll(async () => {
  receiver = await startWebhookReceiver()
  app = await startTestApp({ env: { BACKSTAY_ROLES: 'api,worker' } })
})
afterAll(async () => {
  await app?.stop()
  await receiver.close()
})

const at = '2026-01-15T12:00:00.000Z'
const ofRun = { outcome: 'failed', code: 'agent_lost', server_name: 'web-01' } as const

test('each webhook fits what the document of the API says of its type, and no other', async () => {
  const { id: organization_id } = await newOrganization(app, 'Acme')
  const { client: operator } = await signedInPerson(app, { name: 'Otto', operator: true })
  const { webhooks, components } = (await operator.get('/api/openapi.json')).body
  const kinds = Object.keys(webhooks).filter((kind) => kind !== 'test')
  const target = await operator.post('/api/notification-targets', {
    name: 'Hook',
    organization_id: null,
    notice_kinds: kinds,
    settings: { kind: 'webhook', url: receiver.url },
  })

  // What real work records, and one of each kind besides, as its type wants it.
  const { id: run_id } = await startRun(app.ctx, {
    kind: 'backup',
    organization_id,
    server: { id: 'srv_web-01', name: 'web-01' },
  })
  await finishRun(app.ctx, { run_id, outcome: 'failed', error: { code: 'lost', message: 'It went away.' } })
  await newServer(app.ctx, { organization_id, provider_account_id: await newProviderAccount(app.ctx) })
  await weeklyReport(app.ctx)
  const one = { organization_id, server_id: 'srv_web-01', run_id: null, title: 'One', detail: '', link: '/servers/x' }
  const others: Partial<Record<NoticeKind, NewNotice>> = {
    'target.failing': { ...one, kind: 'target.failing', organization_id: null, link: null, facts: {} },
    'backup.missed': { ...one, kind: 'backup.missed', facts: { server_name: 'web-01', last_backup_at: at } },
    'drill.failed': { ...one, kind: 'drill.failed', facts: ofRun },
    'work.failed': { ...one, kind: 'work.failed', facts: { outcome: 'expired', server_name: null } },
    'subscription.lapsing': { ...one, kind: 'subscription.lapsing', facts: { servers: 2 } },
    'backup.warning': { ...one, kind: 'backup.warning', facts: { ...ofRun, outcome: 'warning' } },
    'backup.recovered': { ...one, kind: 'backup.recovered', facts: { server_name: 'web-01' } },
    'restore.finished': { ...one, kind: 'restore.finished', facts: ofRun },
    'backup.succeeded': { ...one, kind: 'backup.succeeded', facts: { outcome: 'succeeded', server_name: 'web-01' } },
  }
  await recordNotices(app.ctx, Object.values(others))
  await tendNotifications(app.ctx, {})
  await operator.post(`/api/notification-targets/${target.body.id}/test`)
  const sent = () => receiver.received.map(({ body }) => JSON.parse(body) as { type: string; data: { facts: object } })
  await until(() => new Set(sent().map(({ type }) => type)).size === Object.keys(webhooks).length)

  const ajv = addFormats.default(new Ajv2020.default({ strict: false }))
  ajv.addSchema({ $id: 'https://document.example/', components })
  const fits = (type: string, payload: unknown) => {
    const schema = webhooks[type].post.requestBody.content['application/json'].schema
    const pointed = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"https://document.example/#/'))
    return ajv.validate(pointed, payload) ? 'fits' : ajv.errorsText()
  }
  for (const payload of sent()) {
    expect(fits(payload.type, payload), payload.type).toBe('fits')
    expect(fits(payload.type, { ...payload, type: 'other' })).not.toBe('fits')
    expect(fits(payload.type, { ...payload, data: { ...payload.data, title: undefined } })).not.toBe('fits')
  }
  const report = sent().find(({ type }) => type === 'report.weekly')
  expect(fits('report.weekly', { ...report, data: { ...report?.data, facts: {} } })).not.toBe('fits')
  expect(Object.keys(webhooks).toSorted()).toEqual([...new Set(sent().map(({ type }) => type))].toSorted())
})
