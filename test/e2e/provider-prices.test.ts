import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signedInPerson, startTestApp, type TestApp } from '../helpers/app.ts'
import { chromiumPath, expectAccessible, openBrowser, type TestBrowser, webDir } from '../helpers/browser.ts'

describe.skipIf(chromiumPath === undefined)('prices of providers', { timeout: 120_000 }, () => {
  let app: TestApp
  let browser: TestBrowser
  let email: string

  beforeAll(async () => {
    app = await startTestApp({ web_dir: webDir })
    browser = await openBrowser(app.url)
    email = (await signedInPerson(app, { name: 'Mira Kessler', operator: true })).email
  })
  afterAll(async () => {
    await browser?.close()
    await app?.stop()
  })

  test('the table that came with Backstay is shown with its day, and put right', async () => {
    const { page, complaints } = await browser.at(email, '/provider-accounts')
    await page.getByText('6 sizes').first().waitFor()
    const row = page.getByRole('row', { name: /Contabo/ })
    expect(await row.innerText()).toMatch(/6 sizes, €1\.50 to €9\.50[\s\S]*third party[\s\S]*22 Aug/)
    await expectAccessible(page)

    await page.getByRole('button', { name: 'What can be done with the prices of Contabo' }).click()
    await page.getByRole('menuitem', { name: 'Edit' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Sizes').fill('VPS 10: much')
    await dialog.getByRole('button', { name: 'Change the prices' }).click()
    await dialog.getByText('is no size with a price').waitFor()
    await dialog.getByLabel('Sizes').fill('VPS 10: 1.60\nVPS 20: 2.10')
    await dialog.getByLabel('As of').fill('2026-01-10')
    await dialog.getByLabel('Where they are from').fill('Our invoice.')
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Change the prices' }).click()
    await page.getByText('2 sizes, €1.60 to €2.10').waitFor()
    expect(await row.innerText()).toMatch(/Our invoice\.[\s\S]*10 Jan/)

    await page.getByRole('button', { name: 'What can be done with the prices of Contabo' }).click()
    await page.getByRole('menuitem', { name: 'Remove' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove the prices' }).click()
    await row.getByText('no prices known').waitFor()
    expect(complaints).toEqual([])
  })
})
