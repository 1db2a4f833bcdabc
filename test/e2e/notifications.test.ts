import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tendNotifications } from '../../src/notifications/tend-notifications.ts'
import { finishRun } from '../../src/runs/finish-run.ts'
import { startRun } from '../../src/runs/start-run.ts'
import { newTeam, signedInPerson, startTestApp, type TestApp } from '../helpers/app.ts'
import { chromiumPath, expectAccessible, openBrowser, still, type TestBrowser, webDir } from '../helpers/browser.ts'
import { type MailServer, startMailServer } from '../helpers/mail-server.ts'
import { until } from '../helpers/until.ts'
import { startWebhookReceiver, type WebhookReceiver } from '../helpers/webhook-receiver.ts'

describe.skipIf(chromiumPath === undefined)('notifications', { timeout: 120_000 }, () => {
  let app: TestApp
  let browser: TestBrowser
  let mail: MailServer
  let receiver: WebhookReceiver
  let organization_id: string
  let emails: Record<'operator' | 'owner' | 'viewer', string>

  beforeAll(async () => {
    mail = await startMailServer()
    receiver = await startWebhookReceiver()
    const env = { SMTP_URL: mail.url, BACKSTAY_ROLES: 'api,worker' }
    app = await startTestApp({ web_dir: webDir, env })
    browser = await openBrowser(app.url)
    const team = await newTeam(app, 'Aurora', ['owner', 'viewer'])
    organization_id = team.organization_id
    const mira = await signedInPerson(app, { name: 'Mira Kessler', operator: true })
    emails = { operator: mira.email, ...team.emails }
  })
  afterAll(async () => {
    await browser?.close()
    await app?.stop()
    await receiver?.close()
    await mail?.close()
  })

  const at = (role: keyof typeof emails, path: string, options: object = still) =>
    browser.at(emails[role], path, options)
  const choose = async (page: Page, menu: string, entry: string) => {
    await page.getByRole('button', { name: menu, exact: true }).click()
    await page.getByRole('menuitem', { name: entry }).click()
  }

  test('an operator adds a webhook, tries it, sees why it fails, and reads what was sent', async () => {
    const { page, complaints } = await at('operator', '/settings')
    await page.getByRole('link', { name: 'Notifications', exact: true }).click()
    await page.getByText('No webhooks and no chats').waitFor()
    await page.getByRole('button', { name: 'Add target…' }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill('Status page')
    await dialog.getByLabel('Address').fill('somewhere')
    await dialog.getByRole('button', { name: 'Add the target' }).click()
    await dialog.getByText('Type a whole address').waitFor()
    await dialog.getByLabel('Address').fill(`${receiver.url}/in`)
    await dialog.getByRole('button', { name: 'Add the target' }).click()
    const secret = dialog.getByLabel('Signing secret', { exact: true })
    await secret.waitFor()
    expect(await secret.inputValue()).toMatch(/^whsec_/)
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Done' }).click()

    receiver.answer = { status: 503, body: 'closed for today' }
    await choose(page, 'What can be done with Status page', 'Send a test')
    await page.getByText('The test did not arrive.').waitFor()
    await page.getByText('It answered 503: closed for today.').first().waitFor()
    receiver.answer = { status: 200 }
    await choose(page, 'What can be done with Status page', 'Send a test')
    await page.getByText('Test sent.').waitFor()
    await page.getByText('Arrives').waitFor()
    expect(await page.getByRole('button', { name: 'Given up' }).count()).toBe(1)
    await page.getByRole('button', { name: 'Given up' }).click()
    await until(async () => (await page.getByRole('table', { name: 'What was sent' }).getByRole('row').count()) === 2)
    expect(complaints).toEqual([])
  })

  test('a member chooses what comes by e-mail, tries it, and stops it from a mail', async () => {
    const { page, complaints } = await at('owner', '/settings/notifications')
    await page.getByRole('combobox', { name: 'Backup with a warning' }).click()
    await page.getByRole('option', { name: 'At once' }).click()
    await until(async () => (await app.ctx.db.selectFrom('notification_choices').selectAll().execute()).length === 1)
    mail.received.length = 0
    await page.getByRole('button', { name: 'Send a test' }).click()
    await page.getByText('Test sent.').waitFor()
    const link = /https?:\/\/\S+\/unsubscribe#token=\S+/.exec(mail.received[0] ?? '')?.[0] ?? ''
    expect(complaints).toEqual([])

    const other = await browser.person(still)
    await other.page.goto(link)
    await other.page.getByRole('button', { name: 'Stop all of them' }).click()
    await other.page.getByText('You get no more e-mails').waitFor()
    await page.reload()
    await until(
      async () =>
        (await page
          .getByRole('combobox', { name: 'Backup missed' })
          .inputValue()
          .catch(() => '')) === 'Off',
    )
    expect(other.complaints).toEqual([])
  })

  test.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 360],
    ['dark', 360],
  ] as const)('is read in %s at %i px', async (colorScheme, width) => {
    const server = { id: 'srv_web', name: 'web-01' }
    receiver.answer = { status: 500, body: 'out of order' }
    const { id } = await startRun(app.ctx, { kind: 'backup', organization_id, server })
    await finishRun(app.ctx, {
      run_id: id,
      outcome: 'failed',
      error: { code: 'lost', message: 'Its agent went away.' },
    })
    await tendNotifications(app.ctx, {})
    const { page, complaints } = await at('operator', '/settings/notifications', {
      ...still,
      colorScheme,
      viewport: { width, height: 900 },
    })
    await page.getByText('It answered 500').first().waitFor()
    await expectAccessible(page)
    const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth')
    expect(overflow).toBeLessThanOrEqual(0)
    expect(complaints).toEqual([])
  })

  test('a viewer has choices, and no targets', async () => {
    const { page } = await at('viewer', '/settings/notifications')
    await page.getByRole('combobox', { name: 'Backup failed' }).waitFor()
    expect(await page.getByText('Webhooks and chats').count()).toBe(0)
  })
})
