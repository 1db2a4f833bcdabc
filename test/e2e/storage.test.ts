import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createPlan } from '../../src/billing/create-plan.ts'
import { grantSubscription } from '../../src/billing/grant-subscription.ts'
import { refreshServerFacts } from '../../src/protections/facts/refresh-server-facts.ts'
import { addMember, signedInPerson, type TestApp } from '../helpers/app.ts'
import { chromiumPath, expectAccessible, openBrowser, still, type TestBrowser, webDir } from '../helpers/browser.ts'
import { backUpFolder, writeTree } from '../helpers/file-backups.ts'
import { newRepository, restic, startGatewayApp } from '../helpers/gateway.ts'
import type { HttpClient } from '../helpers/http-client.ts'

describe.skipIf(chromiumPath === undefined)('storage and recovery kits', { timeout: 120_000 }, () => {
  let app: TestApp
  let browser: TestBrowser
  let folder: string
  let operator: HttpClient
  let server: { id: string; name: string; organization_id: string }
  const emails = { operator: '', owner: '', manager: '' }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'backstay-storage-'))
    app = await startGatewayApp({ web_dir: webDir })
    browser = await openBrowser(app.url)
    const person = await signedInPerson(app, { name: 'Mira Kessler', operator: true })
    operator = person.client
    emails.operator = person.email
    const made = await newRepository(app, 'seeded')
    for (const role of ['owner', 'manager'] as const) {
      const member = await signedInPerson(app, { name: `Aurora ${role}` })
      await addMember(app, made.organization_id, member.id, role)
      emails[role] = member.email
    }
    await writeTree(join(folder, 'source'), { 'etc/hosts': 'a line\n', 'srv/index.html': '<p>Hello</p>\n' })
    await backUpFolder(app, made, join(folder, 'source'))
    await refreshServerFacts(app.ctx, made)
    const { body } = await operator.get(`/api/servers/${made.server_id}`)
    server = { id: body.id, name: body.name, organization_id: made.organization_id }
  })
  afterAll(async () => {
    await browser?.close()
    await app?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  const at = (role: keyof typeof emails, path: string, options: object = still) =>
    browser.at(emails[role], path, options)
  const choose = async (page: Page, menu: string, entry: string) => {
    await page.getByRole('button', { name: menu, exact: true }).click()
    await page.getByRole('menuitem', { name: entry }).click()
  }
  /** What stands beside a label of the kit. */
  const kitFact = async (page: Page, label: string) =>
    (await page.locator('dt', { hasText: label }).locator('+ dd code').textContent()) ?? ''

  test('a folder that cannot be written is refused in words; a good one is added and made the default', async () => {
    await writeFile(join(folder, 'file'), '')
    const { page, complaints } = await at('operator', '/storage')
    await page.getByRole('table', { name: 'Storage locations' }).getByText('This machine').first().waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Add storage…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Check and add' }).click()
    await dialog.getByText('Type a name.').waitFor()
    await dialog.getByLabel('Name', { exact: true }).fill('Second disk')
    await dialog.getByLabel('Failure domain').fill('rack 2')
    await dialog.getByLabel('Folder', { exact: true }).fill(join(folder, 'file/below'))
    await dialog.getByRole('button', { name: 'Check and add' }).click()
    await dialog.getByText(/is a file or lies below one .* Choose another folder\./).waitFor()
    await expectAccessible(page)
    expect((await operator.get('/api/storage-locations')).body.data).toHaveLength(1)

    await dialog.getByLabel('Folder', { exact: true }).fill(join(folder, 'second'))
    await dialog.getByRole('button', { name: 'Check and add' }).click()
    const row = page.getByRole('row', { name: /Second disk/ })
    await row.getByText('Empty').waitFor()
    await choose(page, 'What can be done with Second disk', 'Make it the default')
    await row.getByText('default', { exact: true }).waitFor()
    await expectAccessible(page)
    const { data } = (await operator.get('/api/storage-locations')).body
    expect(data.map((one: { name: string; is_default: boolean }) => [one.name, one.is_default])).toEqual([
      ['This machine', false],
      ['Second disk', true],
    ])

    await choose(page, 'What can be done with Second disk', 'Change…')
    await page.getByRole('dialog').getByLabel('Name', { exact: true }).fill('Disk in rack 2')
    await page.getByRole('dialog').getByRole('button', { name: 'Change', exact: true }).click()
    await page.getByRole('row', { name: /Disk in rack 2/ }).waitFor()
    expect(complaints).toEqual([])
  })

  test('what a GB costs is entered, and what files cost stands where they are switched on', async () => {
    const { page, complaints } = await at('operator', '/storage')
    const table = page.getByRole('table', { name: 'Storage locations' })
    const row = table.getByRole('row', { name: /This machine/ })
    await row.getByText('no price').waitFor()
    await choose(page, 'What can be done with This machine', 'Change…')
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('A GB a month costs you').fill('250')
    await dialog.getByRole('button', { name: 'Change', exact: true }).click()
    await dialog.getByText('Enter the day on which this price was seen.').waitFor()
    await dialog.getByLabel('Price as of').fill('2999-01-10')
    await dialog.getByRole('button', { name: 'Change', exact: true }).click()
    await dialog.getByText('not one to come').waitFor()
    await dialog.getByLabel('Price as of').fill('2026-01-10')
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Change', exact: true }).click()
    await row.getByText(/€250\.00 per GB, 10 Jan/).waitFor()
    await expectAccessible(page)

    const { id: plan_id } = await createPlan(app.ctx, {
      ...{ name: 'Files', retention_days: 30, price_minor: 999, currency: 'EUR', price_as_of: '2026-01-01' },
      ...{ features: [], methods: ['files'], plan_types: ['basic'] },
    })
    await grantSubscription(app.ctx, { organization_id: server.organization_id, plan_id, quantity: 1 })
    await page.goto(new URL(`/servers/${server.id}?dialog=enable`, app.url).href)
    const ledger = page.getByRole('complementary', { name: 'What it comes to' })
    await ledger.getByText(/in This machine at €250\.00 per GB, by what lies there now/).waitFor()
    await ledger.getByText(/Storage price entered by an operator, of 10 Jan/).waitFor()
    expect(await ledger.getByText('Margin', { exact: true }).count()).toBe(1)
    expect(await ledger.innerText()).not.toContain('not known')
    await expectAccessible(page)

    const phone = await at('operator', '/storage', { ...still, viewport: { width: 360, height: 780 } })
    await phone.page.getByText(/a month at €250\.00 per GB/).waitFor()
    expect(await phone.page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
    expect([...complaints, ...phone.complaints]).toEqual([])
  })

  test('the recovery kit opens the repository without us, and its reading is written down', async () => {
    const { page, complaints } = await at('operator', '/storage')
    await choose(page, `What can be done with the repository of ${server.name}`, 'Recovery kit…')
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Reading it is written into the activity').waitFor()
    const read = async () => (await operator.get('/api/audit-events?action=repository.recovery_kit_read')).body.data
    expect(await read()).toEqual([])
    await dialog.getByRole('button', { name: 'Read the kit' }).click()
    await dialog.getByText('See what there is').waitFor()
    const hidden = await kitFact(page, 'Password')
    expect(hidden).toMatch(/^•+$/)
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Show the password' }).click()
    const [address, secret] = [await kitFact(page, 'Repository'), await kitFact(page, 'Password')]
    expect(await read()).toMatchObject([{ target: { name: server.name } }])

    const environment = { PATH: process.env.PATH ?? '', RESTIC_REPOSITORY: address, RESTIC_PASSWORD: secret }
    const cache = ['--cache-dir', join(folder, 'cache')]
    const listed = await restic(['--no-lock', 'snapshots', '--json', ...cache], environment)
    expect([listed.code, listed.stderr]).toEqual([0, ''])
    expect(JSON.parse(listed.stdout)).toHaveLength(1)
    const wrong = await restic(['--no-lock', 'snapshots', ...cache], { ...environment, RESTIC_PASSWORD: 'wrong' })
    expect(wrong.code).not.toBe(0)

    const saved = page.waitForEvent('download')
    await dialog.getByRole('button', { name: 'Download' }).click()
    const file = await (await saved).path()
    const text = await readFile(file, 'utf8')
    for (const part of [address, secret, 'restic --no-lock restore latest']) expect(text).toContain(part)
    expect(complaints).toEqual([])
  })

  test('owners read it on the server’s page; who may not is offered nothing', async () => {
    const { page, complaints } = await at('owner', `/servers/${server.id}`, {
      ...still,
      viewport: { width: 360, height: 780 },
      colorScheme: 'dark',
    })
    await choose(page, `What can be done with ${server.name}`, 'Recovery kit…')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Read the kit' }).click()
    await dialog.getByText('See what there is').waitFor()
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Close' }).last().click()
    await page.getByRole('heading', { name: 'Drills' }).waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
    expect(complaints).toEqual([])

    const manager = await at('manager', `/servers/${server.id}`)
    await manager.page.getByRole('heading', { name: 'Drills' }).waitFor()
    expect(await manager.page.getByRole('button', { name: `What can be done with ${server.name}` }).count()).toBe(0)
  })

  test('a day of a strip is told by pointer and by keys', async () => {
    const { page, complaints } = await at('owner', '/servers?view=cards')
    const strip = page.getByRole('slider', { name: new RegExp(`^${server.name}\\. Last 30 days`) })
    await strip.hover()
    await page.getByText('none expected').first().waitFor()
    await page.mouse.move(2, 2)
    await page.getByText('none expected').first().waitFor({ state: 'hidden' })
    await strip.focus()
    const card = page.getByRole('link', { name: 'Restore from this day…' })
    await card.waitFor()
    await expectAccessible(page)
    const today = await strip.getAttribute('aria-valuetext')
    expect(today).toMatch(/Files \d\d:\d\d/)
    await page.keyboard.press('ArrowLeft')
    await card.waitFor({ state: 'hidden' })
    expect(await strip.getAttribute('aria-valuenow')).toBe('29')
    await page.keyboard.press('Escape')
    await page.getByText('none expected').first().waitFor({ state: 'hidden' })
    await page.keyboard.press('End')
    await card.waitFor()
    expect(await strip.getAttribute('aria-valuetext')).toBe(today)
    expect(complaints).toEqual([])
  })
})
