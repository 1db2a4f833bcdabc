import { readFile } from 'node:fs/promises'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newOrganization, signedInPerson, startTestApp, type TestApp } from '../helpers/app.ts'
import { chromiumPath, expectAccessible, openBrowser, type TestBrowser, webDir } from '../helpers/browser.ts'
import { newProviderAccount, newServer } from '../helpers/servers.ts'
import { until } from '../helpers/until.ts'

// Without motion, so that no colour is measured on its way to another.
const still = { reducedMotion: 'reduce', viewport: { width: 1440, height: 900 } } as const
const phone = { reducedMotion: 'reduce', viewport: { width: 360, height: 800 } } as const
const many = 450

describe.skipIf(chromiumPath === undefined)('the Backups page', { timeout: 120_000 }, () => {
  let app: TestApp
  let browser: TestBrowser
  let email: string
  beforeAll(async () => {
    app = await startTestApp({ web_dir: webDir, env: { BACKSTAY_ROLES: 'api,worker' } })
    browser = await openBrowser(app.url)
    email = (await signedInPerson(app, { name: 'Mira Kessler', operator: true })).email
    const customer = await newOrganization(app, 'Harbour & Finch')
    const provider_account_id = await newProviderAccount(app.ctx)
    const theirs = { organization_id: customer.id, provider_account_id }
    const strip = JSON.stringify({
      image: `${'p'.repeat(28)}mo`,
      files: 'n'.repeat(30),
      proof: '.'.repeat(30),
      last_day: app.ctx.clock.now().slice(0, 10),
    })
    await newServer(app.ctx, theirs, {
      name: 'zz-worst',
      backups_enabled: true,
      backups_enabled_at: app.ctx.clock.now(),
      rpo_status: 'missed',
      last_backup_at: app.ctx.clock.now(),
      storage_bytes: 41_800_000_000,
      strip,
    })
    for (let n = 0; n < many; n++)
      await newServer(app.ctx, theirs, { name: `web-${String(n).padStart(3, '0')}`, provider_ref: `${4_000 + n}` })
  })
  afterAll(async () => {
    await browser?.close()
    await app?.stop()
  })

  const at = (path: string, options: object = still) => browser.at(email, path, options)
  const nameOf = (page: Page, row: number) => page.locator(`tr[data-row="${row}"] a`).first()

  test('trouble first; figures and plans lead to the servers behind them', async () => {
    const { page, complaints } = await at('/backups')
    expect(await nameOf(page, 0).textContent()).toBe('zz-worst')
    await page.getByRole('link', { name: /^Servers with backups on 1 of 451/ }).click()
    await page.waitForURL(/show=enabled/)
    await page.getByRole('button', { name: /^Enabled 1$/ }).waitFor()
    await until(async () => (await page.locator('tr[data-row]').count()) === 1)
    await page.goBack()
    await page
      .getByRole('link', { name: /of 0 places/ })
      .first()
      .click()
    await page.waitForURL(/plan_id=/)
    await page.getByText('No server matches these filters').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: /^Take off the filter: a place of/ }).click()
    await page.locator('tr[data-row="0"]').waitFor()
    expect(complaints).toEqual([])
  })

  test('a search in the filters narrows the list and stands in the address; Escape closes them and gives the focus back', async () => {
    const { page } = await at('/backups')
    const button = page.getByRole('button', { name: 'Filter', exact: true })
    await button.click()
    await page.getByRole('searchbox', { name: 'Search servers' }).fill('web-44')
    await page.waitForURL(/q=web-44/)
    await until(async () => (await page.locator('tr[data-row]').count()) === 10)
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await until(() => isFocused(button))
    await page.getByRole('button', { name: 'Take off the filter: “web-44”' }).click()
    await page
      .getByText(/^(\d+ of 451 shown|451 servers)/)
      .first()
      .waitFor()
  })

  test('a column that is left out stays out after a reload, for this person', async () => {
    const { page } = await at('/backups')
    await page.getByRole('columnheader', { name: 'Customer' }).waitFor()
    await page.getByRole('button', { name: 'Columns' }).click()
    await page.getByRole('menuitemcheckbox', { name: 'Customer' }).click()
    await page.getByRole('columnheader', { name: 'Customer' }).waitFor({ state: 'detached' })
    await expectAccessible(page)
    await page.reload()
    await page.locator('tr[data-row="0"]').waitFor()
    expect(await page.getByRole('columnheader', { name: 'Customer' }).count()).toBe(0)
  })

  test('few rows are drawn of many, more come as one scrolls, and the keyboard reaches them', async () => {
    const { page } = await at('/backups?sort=name')
    expect(await page.locator('tr[data-row]').count()).toBeLessThan(80)
    await nameOf(page, 0).waitFor()
    await page.locator('tr[data-row="0"]').focus()
    await page.keyboard.press('End')
    // Each time it leads to the last row that is here, and keeps the keyboard there while more come.
    const last = page.locator('tr[data-row="450"]:focus')
    await until(async () => {
      await page.keyboard.press('End')
      return (await last.count()) > 0
    })
    await last.getByRole('link', { name: 'zz-worst' }).waitFor()
    expect(await page.locator('tr[data-row]').count()).toBeLessThan(80)
  })

  test('a day of the strip says what was taken: by pointer and by keyboard', async () => {
    const { page } = await at('/backups')
    const strip = page.getByRole('slider', { name: /^zz-worst/ })
    await strip.hover({ position: { x: 170, y: 5 } })
    const card = page.locator('.mantine-Popover-dropdown').filter({ hasText: 'Image' })
    await card.waitFor()
    await expectAccessible(page)
    await page.mouse.move(5, 5)
    await card.waitFor({ state: 'detached' })
    await page.locator('tr[data-row="0"]').focus()
    for (let presses = 0; presses < 4 && !(await isFocused(strip)); presses++) await page.keyboard.press('ArrowRight')
    await card.waitFor()
    await page.keyboard.press('Escape')
    await card.waitFor({ state: 'detached' })
  })

  test('bulk work is followed where it was begun, over a reload too, and put away', async () => {
    const { page } = await at('/backups?q=web-00')
    await page.getByRole('checkbox', { name: 'Select web-000' }).click()
    await page.getByRole('checkbox', { name: 'Select web-001' }).click()
    const bar = page.getByRole('region', { name: 'Selection' })
    const saved = page.waitForEvent('download')
    await bar.getByRole('button', { name: 'Export', exact: true }).click()
    const lines = (await readFile(await (await saved).path(), 'utf8')).trim().split('\r\n')
    expect(lines.map((line) => line.split(',')[1])).toEqual(['"name"', '"web-000"', '"web-001"'])
    await page.locator('tr[data-row="0"]').focus()
    await page.keyboard.press('b')
    await page.getByText('No backup of web-000 was started.').waitFor()
    await bar.getByRole('button', { name: 'Enable backups…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Enable 2 servers' }).click()
    const panel = page.getByRole('status', { name: 'Enabling backups of 2 servers' })
    await page.getByText('Enabling backups of 2 servers').waitFor()
    await panel.getByText('Failed', { exact: true }).waitFor()
    await expectAccessible(page)
    await page.reload()
    await panel.getByRole('link', { name: 'Server by server' }).waitFor()
    await panel.getByRole('button', { name: /^Put away/ }).click()
    await panel.waitFor({ state: 'detached' })
    await page.reload()
    await page.locator('tr[data-row="0"]').waitFor()
    expect(await panel.count()).toBe(0)
  })

  test('the focus goes back to where rows were checked once nothing is checked any more', async () => {
    const { page } = await at('/backups?q=web-01')
    const row = page.locator('tr[data-row="2"]')
    const bar = page.getByRole('region', { name: 'Selection' })
    const check = async () => {
      await row.focus()
      await page.keyboard.press('x')
      await bar.getByText('1 selected').waitFor()
    }
    await check()
    await bar.getByRole('button', { name: 'Export', exact: true }).focus()
    await page.keyboard.press('Escape')
    await bar.waitFor({ state: 'detached' })
    await until(() => isFocused(row))
    await check()
    await bar.getByRole('button', { name: 'Clear the selection' }).focus()
    await page.keyboard.press('Enter')
    await until(() => isFocused(row))
    await check()
    await bar.getByRole('button', { name: 'Enable backups…' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByRole('button', { name: 'Enable 1 server' }).focus()
    await page.keyboard.press('Enter')
    await bar.waitFor({ state: 'detached' })
    await until(() => isFocused(row))
  })

  test('in the dark, and on a phone of 360 pixels', async () => {
    const dark = await at('/backups', { ...still, colorScheme: 'dark' })
    await expectAccessible(dark.page, ['color-contrast'])
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page } = await at('/backups', { ...phone, colorScheme })
      expect(await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')).toBe(0)
      await page.getByRole('button', { name: 'Filter and more' }).click()
      await page.getByRole('button', { name: 'Select', exact: true }).waitFor()
      await expectAccessible(page)
      await page.keyboard.press('Escape')
      await expectAccessible(page)
    }
  })
})

const isFocused = async (locator: Locator) => (await locator.and(locator.page().locator(':focus')).count()) === 1
