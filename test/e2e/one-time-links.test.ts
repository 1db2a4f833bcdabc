import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addMember, newOrganization, signedInPerson, startTestApp, type TestApp } from '../helpers/app.ts'
import { chromiumPath, openBrowser, type TestBrowser, webDir } from '../helpers/browser.ts'
import type { HttpClient } from '../helpers/http-client.ts'

describe.skipIf(chromiumPath === undefined)('one-time links, in a browser', () => {
  let app: TestApp
  let browser: TestBrowser
  beforeAll(async () => {
    app = await startTestApp({ web_dir: webDir })
    browser = await openBrowser(app.url)
  })
  afterAll(async () => {
    await browser?.close()
    await app?.stop()
  })

  const invite = async (operator: HttpClient, email: string): Promise<string> =>
    (await operator.post('/api/operator-invitations', { email })).body.url

  test('a page behind a link can be loaded again until the link is used', async () => {
    const { page } = await browser.person()
    await page.goto(app.running.first_operator_link ?? '')
    await page.getByRole('button', { name: 'Make the account and sign in' }).waitFor()
    expect(page.url()).not.toContain('token')
    await page.reload()
    await page.getByRole('button', { name: 'Make the account and sign in' }).waitFor()

    const operator = (await signedInPerson(app, { name: 'Operator', operator: true })).client
    await page.goto(await invite(operator, 'reloads@example.com'))
    await page.getByText('reloads@example.com').first().waitFor()
    await page.reload()
    await page.getByText('reloads@example.com').first().waitFor()

    const { id } = await newOrganization(app, 'Forgetful')
    const member = await addMember(app, id, (await signedInPerson(app, { name: 'Forgets' })).id, 'viewer')
    const reset = await operator.post(`/api/organizations/${id}/members/${member}/password-reset`, {})
    await page.goto(reset.body.url)
    await page.getByLabel('New password').waitFor()
    await page.reload()
    await page.getByLabel('New password').fill('remembered again')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Your password is changed' }).waitFor()
    // It is used now, and nothing of it is left behind.
    expect(await page.evaluate('JSON.stringify(history.state)')).not.toContain(new URL(reset.body.url).hash.slice(7))
    await page.reload()
    await page.getByRole('button', { name: 'Sign in' }).waitFor()
    expect(await page.getByLabel('New password').count()).toBe(0)
  })

  test('a link that is opened in the same tab replaces the one before', async () => {
    const operator = (await signedInPerson(app, { name: 'Second Operator', operator: true })).client
    const { page } = await browser.person()
    await page.goto(await invite(operator, 'first@example.com'))
    await page.getByText('first@example.com').first().waitFor()
    await page.goto(await invite(operator, 'second@example.com'))
    await page.getByText('second@example.com').first().waitFor()
    expect(page.url()).not.toContain('token')
  })
})
