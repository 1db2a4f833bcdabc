import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addMember, newOrganization, password, signedInPerson, startTestApp, type TestApp } from '../helpers/app.ts'
import { chromiumPath, expectAccessible, openBrowser, still, type TestBrowser, webDir } from '../helpers/browser.ts'

describe.skipIf(chromiumPath === undefined)('the frame of the web interface', { timeout: 120_000 }, () => {
  let app: TestApp
  let browser: TestBrowser
  let operator: string
  let viewer: string

  beforeAll(async () => {
    app = await startTestApp({
      web_dir: webDir,
      env: { BACKSTAY_ENV: 'development' },
    })
    browser = await openBrowser(app.url)
    operator = (await signedInPerson(app, { name: 'Mira Kessler', operator: true })).email
    const house = await newOrganization(app, 'Harbour & Finch')
    await newOrganization(app, 'Kestrel Dental')
    const person = await signedInPerson(app, { name: 'Vera Finch' })
    await addMember(app, house.id, person.id, 'viewer')
    viewer = person.email
  })
  afterAll(async () => {
    await browser?.close()
    await app?.stop()
  })

  const signIn = async (page: Page, email: string) => {
    await page.getByLabel('E-mail address').fill(email)
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.keyboard.press('Enter')
  }

  test('who is not signed in comes to the page asked for afterwards', async () => {
    const { page } = await browser.person()
    await page.goto('/activity?action=user.signed_in')
    await page.getByRole('heading', { name: 'Sign in', level: 1 }).waitFor()
    await signIn(page, operator)
    await page.getByRole('heading', { name: 'Activity', level: 1 }).waitFor()
    expect(new URL(page.url()).search).toBe('?action=user.signed_in')
  })

  test('on the rail of a tablet each page is named to those who hear it', async () => {
    const { page } = await browser.at(operator, '/activity', { ...still, viewport: { width: 900, height: 800 } })
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Customers' }).waitFor()
    await expectAccessible(page)
  })

  test('beside the pages an installation without a name of its own is named once', async () => {
    const { page } = await browser.at(operator, '/activity', { ...still, viewport: { width: 1440, height: 900 } })
    const sidebar = page.getByRole('complementary', { name: 'Backstay' })
    await sidebar.getByText('operator', { exact: true }).waitFor()
    expect(await sidebar.getByText('Backstay', { exact: true }).count()).toBe(1)
  })

  test('the keyboard goes, finds and acts', async () => {
    const { page } = await browser.person(still)
    const palette = page.getByRole('combobox', { name: 'Search servers, customers, runs, pages and actions' })
    await page.goto('/sign-in')
    await signIn(page, operator)
    await page.getByRole('heading', { name: 'Dashboard', level: 1 }).waitFor()
    await page.keyboard.press('Control+k')
    await palette.waitFor()
    await page.keyboard.type('kestr')
    await page.getByRole('option', { name: /Kestrel Dental/ }).waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Kestrel Dental', level: 1 }).waitFor()
    await page.keyboard.press('g')
    await page.keyboard.press('a')
    await page.getByRole('heading', { name: 'Activity', level: 1 }).waitFor()
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('/')
    await palette.waitFor()
    await page.keyboard.type('new api')
    await page.getByRole('option', { name: /^New API key/ }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'API keys', level: 1 }).waitFor()
    await page.getByRole('dialog').waitFor()
  })

  test('a page that is not for a role, or does not exist, says so', async () => {
    const { page } = await browser.person()
    await page.goto('/sign-in')
    await signIn(page, viewer)
    await page.getByRole('heading', { name: 'Servers', level: 1 }).waitFor()
    await page.goto('/activity')
    await page.getByText('Activity is not open to you in Harbour & Finch').waitFor()
    await page.goto('/customers/org_nobody/whatever')
    await page.getByText(/no page at this address|not open to you/).waitFor()
    await expectAccessible(page)
  })

  test('the page of pieces has no serious findings, in any theme or width', async () => {
    const { page, complaints } = await browser.person(still)
    await page.goto('/dev/pieces')
    await page.getByRole('heading', { name: 'Components', level: 1 }).waitFor()
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const width of [1440, 360]) {
        await page.emulateMedia({ colorScheme })
        await page.setViewportSize({ width, height: 900 })
        await expectAccessible(page)
        const sideways = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
        expect(sideways, `${colorScheme} ${width}`).toBeLessThanOrEqual(0)
      }
    }
    expect(complaints).toEqual([])
  })
})
