import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../helpers/app.ts'
import { chromiumPath, expectAccessible, openBrowser, type TestBrowser, webDir } from '../helpers/browser.ts'
import { totp } from '../helpers/totp.ts'

describe.skipIf(chromiumPath === undefined)('the first day, in a browser', { timeout: 120_000 }, () => {
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

  test('an operator signs in by the one-time link, makes a customer, invites; the owner accepts, makes an API key and uses it', async () => {
    const { page: operator, complaints } = await browser.person()
    // The plain address first, as the last line of the start names it; then the link in the same tab.
    await operator.goto(app.url)
    await operator.getByText('Nobody can sign in here yet').waitFor()
    await operator.goto(app.running.first_operator_link ?? '')
    await operator.getByLabel('Name').fill('Ada Lovelace')
    await operator.getByLabel('E-mail address').fill('ada@example.com')
    await operator.getByLabel('Password', { exact: true }).fill('correct horse battery')
    await operator.keyboard.press('Enter')
    await operator.getByRole('heading', { name: 'Dashboard', level: 1 }).waitFor()
    expect(operator.url(), 'the token leaves the address bar').not.toContain('token')

    await operator.goto('/customers')
    await operator.getByRole('button', { name: /New customer/ }).click()
    const newCustomer = operator.getByRole('dialog')
    await newCustomer.getByLabel('Name').fill('Acme Hosting')
    await newCustomer.getByRole('button', { name: 'Make the customer' }).click()
    await operator.getByRole('heading', { name: 'Acme Hosting', level: 1 }).waitFor()

    await operator
      .getByRole('button', { name: /Invite/ })
      .first()
      .click()
    const invite = operator.getByRole('dialog')
    await invite.getByLabel('E-mail address').fill('olga@acme.example')
    await invite.getByRole('radio', { name: /Owner/ }).check()
    await invite.getByRole('button', { name: 'Make the invitation' }).click()
    const link = await invite.getByRole('textbox', { name: 'Invitation link' }).inputValue()
    await invite.getByRole('button', { name: 'Done' }).click()

    const { page: owner, complaints: complaintsOfOwner } = await browser.person()
    await owner.goto(link)
    await owner.getByLabel('Name').fill('Olga Owens')
    await owner.getByLabel('Password', { exact: true }).fill('another horse battery')
    await owner.keyboard.press('Enter')
    await owner.getByRole('heading', { name: 'Servers', level: 1 }).waitFor()
    await owner.goto('/team')
    await owner.getByText('olga@acme.example').first().waitFor()
    // The operator's page hears of it without being loaded again.
    await operator.getByText('Olga Owens').first().waitFor()

    await owner.getByRole('link', { name: 'API keys' }).first().click()
    await owner.getByRole('button', { name: /New/ }).first().click()
    const newKey = owner.getByRole('dialog')
    await newKey.getByLabel('Name').fill('deploy script')
    await newKey.getByRole('button', { name: 'Make the key' }).click()
    const key = await newKey.getByRole('textbox', { name: 'API key' }).inputValue()
    await newKey.getByRole('button', { name: 'Done' }).click()
    const me = await app.client(key).get('/api/me')
    expect(me.body).toMatchObject({
      api_key: { name: 'deploy script' },
      memberships: [{ organization_name: 'Acme Hosting' }],
    })

    await owner.getByRole('link', { name: 'Activity' }).first().click()
    await owner
      .getByText(/deploy script/)
      .first()
      .waitFor()
    expect([...complaints, ...complaintsOfOwner]).toEqual([])
  })

  test('a person sets up two-factor by keyboard and signs in with it', async () => {
    const { page, complaints } = await browser.person()
    await signInOn(page)
    await page.getByRole('heading', { name: 'Servers', level: 1 }).waitFor()
    await page.goto('/settings')
    await page.getByRole('button', { name: 'Set up…' }).focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Password', { exact: false }).first().fill('another horse battery')
    await page.keyboard.press('Enter')
    const uri = uriOf(await dialog.getByRole('textbox', { name: 'Set-up key' }).inputValue())
    await dialog.getByLabel('Code the app shows now').fill(totp(uri, Date.now()))
    await page.keyboard.press('Enter')
    const codes = dialog.getByRole('list', { name: 'Backup codes' }).getByRole('listitem')
    await codes.first().waitFor()
    const [backupCode = ''] = await codes.allInnerTexts()
    await dialog.getByRole('button', { name: 'Done' }).click()

    await page.getByRole('button', { name: /settings and sign out/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    // Signing out goes there by itself; a second navigation meanwhile would cut the first one off.
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await signInOn(page)
    // The one for the set-up is used up.
    await page.getByLabel('Code from your app').fill(totp(uri, Date.now() + 30_000))
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Servers', level: 1 }).waitFor()
    expect(complaints).toEqual([])

    const { page: elsewhere } = await browser.person()
    await signInOn(elsewhere)
    await elsewhere.getByRole('button', { name: /backup code/i }).click()
    await elsewhere.getByLabel('Backup code').fill(backupCode)
    await elsewhere.keyboard.press('Enter')
    await elsewhere.getByRole('heading', { name: 'Servers', level: 1 }).waitFor()
  })

  const pages = [
    '/dashboard',
    '/recommendations',
    '/backups',
    '/customers',
    '/plans',
    '/provider-accounts',
    '/runs',
    '/restores',
    '/operator-tasks',
    '/team',
    '/api-keys',
    '/activity',
    '/settings',
  ]
  // Wide, and with something on them, `every-page.test.ts` looks at them all.
  test.each([360] as const)(
    'axe finds nothing serious on an empty page at %i px, light and dark, and none scrolls sideways',
    async (width) => {
      const { page, complaints } = await browser.person({
        viewport: { width, height: 800 },
        // Between two schemes colours would pass through others.
        reducedMotion: 'reduce',
      })
      const lookAtBoth = async () => {
        for (const colorScheme of ['dark', 'light'] as const) {
          await page.emulateMedia({ colorScheme })
          await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor()
          await expectAccessible(page, colorScheme === 'light' ? undefined : ['color-contrast'])
        }
      }
      await page.goto('/sign-in')
      await page.getByRole('heading', { name: 'Sign in' }).waitFor()
      await lookAtBoth()
      await page.getByLabel('E-mail address').fill('ada@example.com')
      await page.getByLabel('Password', { exact: true }).fill('correct horse battery')
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: 'Dashboard', level: 1 }).waitFor()
      for (const path of pages) {
        await page.goto(path)
        await page.getByRole('heading', { level: 1 }).waitFor()
        await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' })
        await lookAtBoth()
        const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
        expect(overflow, `${path} at ${width} px`).toBeLessThanOrEqual(0)
      }
      expect(complaints).toEqual([])
    },
  )
})

const signInOn = async (page: Page) => {
  await page.goto('/sign-in')
  await page.getByLabel('E-mail address').fill('olga@acme.example')
  await page.getByLabel('Password', { exact: true }).fill('another horse battery')
  await page.keyboard.press('Enter')
}

/** As an authenticator app has it: what a person types in is the secret alone. */
const uriOf = (secret: string) => `otpauth://totp/Backstay?secret=${secret.replaceAll(/\s/g, '')}`
