import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newApiKey, newOrganization, newTeam, signedInPerson, startTestApp, type TestApp } from '../helpers/app.ts'
import { chromiumPath, expectAccessible, openBrowser, type TestBrowser, webDir } from '../helpers/browser.ts'

describe.skipIf(chromiumPath === undefined)('the inside pages', { timeout: 120_000 }, () => {
  let app: TestApp
  let browser: TestBrowser
  let acme: { id: string }
  let emails: Record<'operator' | 'owner' | 'manager' | 'viewer', string>

  beforeAll(async () => {
    app = await startTestApp({ web_dir: webDir })
    browser = await openBrowser(app.url)
    const mira = await signedInPerson(app, { name: 'Mira Kessler', operator: true })
    const team = await newTeam(app, 'Acme', ['owner', 'manager', 'viewer'])
    acme = { id: team.organization_id }
    emails = { operator: mira.email, ...team.emails }
    await newApiKey(app, { organization_id: acme.id, role: 'viewer' })
  })
  afterAll(async () => {
    await browser?.close()
    await app?.stop()
  })

  const at = (role: keyof typeof emails, path: string) => browser.at(emails[role], path)
  const act = async (page: Page, menu: string, entry: string) => {
    await page.getByRole('button', { name: menu }).click()
    await page.getByRole('menuitem', { name: entry }).click()
    return page.getByRole('dialog')
  }

  test('the only owner stays, and the menu says why; another role is given and shown', async () => {
    const { page, complaints } = await at('owner', '/team')
    await page.getByRole('button', { name: 'What can be done with Acme owner' }).click()
    await page.getByRole('menuitem', { name: /Leave…\s*The only owner stays/ }).waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await page.locator(':focus[aria-label="What can be done with Acme owner"]').waitFor()
    const dialog = await act(page, 'What can be done with Acme viewer', 'Change role…')
    // The focus begins at the choice that is taken, not at the cross that closes, and goes back to the menu's button.
    await dialog.locator('input[type="radio"]:checked:focus').waitFor({ state: 'attached' })
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await page.locator('button[aria-label="What can be done with Acme viewer"]:focus').waitFor()
    const removing = await act(page, 'What can be done with Acme viewer', 'Remove…')
    await removing.locator('footer button:focus', { hasText: 'Cancel' }).waitFor()
    await page.keyboard.press('Enter')
    await removing.waitFor({ state: 'detached' })
    await act(page, 'What can be done with Acme viewer', 'Change role…')
    await dialog.getByRole('radio', { name: /Manager/ }).check()
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Make manager' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page
      .getByRole('row', { name: /Acme viewer/ })
      .getByText('manager', { exact: true })
      .waitFor()
    const back = await act(page, 'What can be done with Acme viewer', 'Change role…')
    await back.getByRole('radio', { name: /Viewer/ }).check()
    await back.getByRole('button', { name: 'Make viewer' }).click()
    await back.waitFor({ state: 'detached' })
    expect(complaints).toEqual([])
  })

  test('a viewer is told whom to ask instead of being let down by a dead button', async () => {
    const { page } = await at('viewer', '/team')
    await page.getByRole('button', { name: /Invite…\s*: Only owners do this. Ask Acme owner/ }).waitFor()
    const menus = page.getByRole('button', { name: /^What can be done with/ })
    await menus.first().waitFor()
    expect(await menus.count()).toBe(1)
  })

  test('a manager deletes own keys only', async () => {
    const { page } = await at('manager', '/api-keys')
    await page.getByRole('button', { name: /What can be done with the key/ }).click()
    await page.getByRole('menuitem', { name: /Delete…\s*Only an owner/ }).waitFor()
  })

  test('a change of somebody else shows without loading the page again, and gives the focus back after a dialog', async () => {
    const { page } = await at('operator', `/customers/${acme.id}`)
    const { page: owner } = await at('owner', '/team?dialog=invite')
    const invite = owner.getByRole('dialog')
    await invite.getByLabel('E-mail address').fill('new@acme.example')
    await owner.keyboard.press('Enter')
    await invite.getByRole('textbox', { name: 'Invitation link' }).waitFor()
    await page.getByText('new@acme.example').first().waitFor()
    const menu = 'What can be done with the invitation of new@acme.example'
    const dialog = await act(page, menu, 'Revoke…')
    await dialog.waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(() => page.evaluate<string>('document.activeElement.getAttribute("aria-label")')).toBe(menu)
    await (await act(page, menu, 'Revoke…')).getByRole('button', { name: 'Revoke the invitation' }).click()
    await page.getByText('No open invitations').waitFor()
    await page.getByText('revoked the invitation of').first().waitFor()
  })

  test('a customer is deleted only with its name typed; the house stays and says why', async () => {
    await newOrganization(app, 'Short Lived')
    const { page } = await at('operator', '/customers')
    await page.getByRole('button', { name: 'What can be done with House' }).click()
    await page.getByRole('menuitem', { name: /Delete…\s*The house organization/ }).waitFor()
    await page.keyboard.press('Escape')
    const dialog = await act(page, 'What can be done with Short Lived', 'Delete…')
    const verb = dialog.getByRole('button', { name: 'Delete Short Lived' })
    expect(await verb.isDisabled()).toBe(true)
    await expectAccessible(page)
    await dialog.getByLabel('Type Short Lived to confirm').fill('Short Lived')
    await verb.click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('link', { name: 'Short Lived' }).waitFor({ state: 'detached' })
  })

  test('the activity unfolds by keyboard and its filters live in the address', async () => {
    const { page, complaints } = await at('owner', '/activity')
    const row = page.getByRole('row', { name: /changed the role of Acme viewer from viewer to manager/ })
    await row.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('rowheader', { name: 'role' }).waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'All by Acme owner' }).click()
    await page.getByRole('button', { name: 'Take off the filter: by Acme owner' }).waitFor()
    expect(new URL(page.url()).searchParams.get('actor_id')).toMatch(/^usr_/)
    await page
      .getByRole('textbox', { name: 'Kind of event' })
      .or(page.getByRole('combobox', { name: 'Kind of event' }))
      .click()
    await page.getByRole('option', { name: 'API keys: all' }).click()
    await page.getByText('Nothing matches these filters').waitFor()
    expect(new URL(page.url()).searchParams.get('action')).toBe('api_key')
    expect(complaints).toEqual([])
  })

  test('a list that fails to load says so and comes back', async () => {
    const { page } = await at('operator', '/settings')
    await page.route('**/api/operators', (route) =>
      route.fulfill({
        status: 500,
        json: { error: { code: 'internal', message: 'Backstay failed to answer.', request_id: 'req_test' } },
      }),
    )
    await page.getByRole('link', { name: 'Operators' }).first().click()
    await page.getByText('The operators could not be loaded').waitFor()
    await page.getByText('request_id req_test').waitFor()
    await page.unroute('**/api/operators')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByText(emails.operator).first().waitFor()
  })
})
