import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signedInPerson, startTestApp, type TestApp } from '../helpers/app.ts'
import { chromiumPath, expectAccessible, openBrowser, type TestBrowser, webDir } from '../helpers/browser.ts'
import { until } from '../helpers/until.ts'

describe.skipIf(chromiumPath === undefined)('the demo, in a browser', { timeout: 120_000 }, () => {
  let app: TestApp
  let browser: TestBrowser

  beforeAll(async () => {
    app = await startTestApp({
      web_dir: webDir,
      env: { BACKSTAY_ROLES: 'api,worker', BACKSTAY_DEMO: '1' },
    })
    browser = await openBrowser(app.url)
    const isMade = async () =>
      (await app.ctx.db.selectFrom('demo').select('state').executeTakeFirst())?.state === 'present'
    await until(isMade, 110_000)
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await app?.stop()
  })

  test('is named as such to operators, and goes away for good with one click and a confirmation', async () => {
    const operator = await signedInPerson(app, { name: 'Operator', operator: true })
    const { page, complaints } = await browser.at(operator.email, '/backups')
    const notice = page.getByText(/^Demo data: \d+ customers on sandbox clouds\.$/)
    await notice.waitFor()
    await page.getByRole('table').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Remove…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('What stays: everything of your own, and the activity log.').waitFor()
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await notice.waitFor()

    await page.getByRole('button', { name: 'Remove…' }).click()
    await dialog.getByRole('button', { name: 'Remove demo data' }).click()
    await notice.waitFor({ state: 'hidden' })
    await page.getByText('Connect a provider account, or add any machine with one command').waitFor()
    expect((await operator.client.get('/api/servers')).body.data).toEqual([])
    expect((await operator.client.get('/api/provider-accounts')).body.data).toEqual([])
    await page.reload()
    await page.getByText('Connect a provider account, or add any machine with one command').waitFor()
    expect(await notice.count()).toBe(0)
    expect(complaints).toEqual([])
  })
})
