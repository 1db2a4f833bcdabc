import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.ts'
import { newTeam, signedInPerson, startTestApp, type TestApp } from '../helpers/app.ts'
import { chromiumPath, expectAccessible, openBrowser, still, type TestBrowser, webDir } from '../helpers/browser.ts'
import type { HttpClient, Json } from '../helpers/http-client.ts'

describe.skipIf(chromiumPath === undefined)('the pages of those who run it', { timeout: 180_000 }, () => {
  let app: TestApp
  let browser: TestBrowser
  let digitalocean: Sandbox
  let contabo: Sandbox
  let stateDir: string
  let email: string
  let owner: HttpClient

  beforeAll(async () => {
    stateDir = await mkdtemp(join(tmpdir(), 'backstay-clouds-'))
    const cloud = (provider: 'digitalocean' | 'contabo') =>
      startSandbox({ provider, state_dir: join(stateDir, provider), settings: { action_ms: 100 } })
    digitalocean = await cloud('digitalocean')
    contabo = await cloud('contabo')
    app = await startTestApp({
      web_dir: webDir,
      env: { BACKSTAY_ROLES: 'api,worker' },
    })
    browser = await openBrowser(app.url)
    email = (await signedInPerson(app, { name: 'Mira Kessler', operator: true })).email
    owner = (await newTeam(app, 'Kestrel Dental', ['owner'])).clients.owner
  })
  afterAll(async () => {
    await browser?.close()
    await app?.stop()
    await digitalocean?.close()
    await contabo?.close()
    await rm(stateDir, { recursive: true, force: true })
  })

  const at = (path: string, options: object = still) => browser.at(email, path, options)

  const connect = async (page: Page, cloud: Sandbox, label: string, credentials: Record<string, string>) => {
    await page.goto('/provider-accounts?dialog=connect')
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Label').fill(label)
    for (const [field, value] of Object.entries(credentials))
      await dialog.getByRole('textbox', { name: field }).fill(value)
    await dialog.getByRole('button', { name: 'More' }).click()
    await dialog.getByLabel('Address of the API').fill(cloud.url)
    await dialog.getByRole('button', { name: 'Check and connect' }).click()
    return dialog
  }

  test('refused credentials say so and are not kept; good ones are, and the sync is followed', async () => {
    const { page } = await at('/')
    await page.getByRole('heading', { name: 'Dashboard', level: 1 }).waitFor()
    await page.getByRole('link', { name: 'Connect a provider account…' }).click()
    const dialog = await connect(page, digitalocean, 'Main', { 'API token': 'dop_v1_wrong' })
    await dialog.getByRole('alert').getByText('Not connected.').waitFor()
    await expectAccessible(page)
    const { token = '' } = digitalocean.control.credentials()
    await dialog.getByRole('textbox', { name: 'API token' }).fill(token)
    await dialog.getByRole('button', { name: 'Check and connect' }).click()
    await page.getByRole('heading', { name: 'Main', level: 1 }).waitFor()
    await page.getByRole('button', { name: 'Sync now' }).click()
    await page.getByText('12 servers, 12 found').first().waitFor()
    await expectAccessible(page)
  })

  test('Contabo is told as it is', async () => {
    const { page } = await at('/provider-accounts')
    await page.getByRole('button', { name: 'Connect…' }).click()
    await page.getByRole('dialog').getByText('Contabo', { exact: true }).click()
    const given = contabo.control.credentials()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Label').fill('Contabo EU')
    await dialog.getByRole('textbox', { name: 'Client id' }).fill(given.client_id ?? '')
    await dialog.getByRole('textbox', { name: 'Client secret' }).fill(given.client_secret ?? '')
    await dialog.getByRole('textbox', { name: 'API user' }).fill(given.api_user ?? '')
    await dialog.getByRole('textbox', { name: 'API password' }).fill(given.api_password ?? '')
    await dialog.getByRole('button', { name: 'More' }).click()
    await dialog.getByLabel('Address of the API').fill(contabo.url)
    await dialog.getByRole('button', { name: 'Check and connect' }).click()
    await page.getByRole('heading', { name: 'Contabo EU', level: 1 }).waitFor()
    await page.getByText('Contabo has no way for it.').waitFor()
    await page.getByRole('button', { name: 'Sync now' }).click()
    await page
      .getByText(/12 servers, 12 found/)
      .first()
      .waitFor()
    const { data: servers } = await (await page.request.get('/api/servers?limit=200')).json()
    const bare = servers.find((one: { recovery_points: number }) => one.recovery_points === 0)
    await page.goto(`/servers/${bare.id}`)
    await page.getByRole('button', { name: /Restore…\s*: There is nothing to restore here/ }).waitFor()
    await page.getByText('nothing sold, nothing charged').waitFor()
  })

  test('rows are checked by keyboard and given to a customer; what it asks for is approved with one click', async () => {
    const { page, complaints } = await at('/backups?show=unprotected')
    await page.getByRole('table').waitFor()
    await page.locator('tbody tr[data-row="0"]').focus()
    const bar = page.getByRole('region', { name: 'Selection' })
    await page.keyboard.press('x')
    await bar.getByText('1 selected').waitFor()
    // Faster than anything is drawn, as a held key is on a slow machine.
    const pressJ = "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true }))"
    await page.evaluate(`${pressJ}; ${pressJ}`)
    await page.locator('tbody tr[data-row="2"]:focus').waitFor()
    await page.keyboard.press('Shift+X')
    await bar.getByText('3 selected').waitFor()
    await expectAccessible(page)
    await bar.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Give to a customer…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Customer').fill('kes')
    await page.getByRole('option', { name: 'Kestrel Dental' }).click()
    await dialog.getByRole('button', { name: 'Give 3 servers' }).click()
    await page.getByRole('cell', { name: 'Kestrel Dental' }).first().waitFor()

    await page.goto('/plans')
    await page.getByText('No subscriptions yet').waitFor()
    const plans: Json[] = (await owner.get('/api/plans')).body.data
    await owner.post('/api/subscriptions/add-backup-addon', { plan_id: plans[0]?.id, quantity: 2 })
    await page.getByRole('button', { name: /^Approve / }).click()
    await page.getByText('Approved.').waitFor()
    await page.getByText('0 of 2 in use').waitFor()
    await expectAccessible(page)
    expect(complaints).toEqual([])
  })

  test('bulk work takes the places there are, and says of each server how it fared', async () => {
    // An address that asks for it, opened by itself, as after a reload.
    const { page, complaints } = await at('/backups?show=unprotected&dialog=enable')
    await page.getByRole('dialog', { name: /^Enable backups of/ }).waitFor()
    await page.goto('/backups')
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    await page
      .getByRole('combobox', { name: 'Customer' })
      .or(page.getByRole('textbox', { name: 'Customer' }))
      .fill('kes')
    await page.getByRole('option', { name: 'Kestrel Dental' }).click()
    await page.keyboard.press('Escape')
    await page.getByText('3 servers', { exact: true }).waitFor()
    await page.getByRole('checkbox', { name: 'Select all rows that are shown' }).click()
    const bar = page.getByRole('region', { name: 'Selection' })
    await bar.getByText('3 of 2 free places needed').waitFor()
    await bar.getByRole('button', { name: 'Enable backups…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('1 of 3 get no place.').waitFor()
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Enable 3 servers' }).click()
    await page.getByRole('link', { name: 'Server by server' }).click()
    await page.getByRole('heading', { name: 'Bulk work', level: 1 }).waitFor()
    await page.getByText('Left as it was', { exact: true }).waitFor()
    await page
      .getByText(/places? of .* (are|is) taken/)
      .first()
      .waitFor()
    await expectAccessible(page)
    expect(complaints).toEqual([])
  })
})
