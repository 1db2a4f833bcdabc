import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.ts'
import { newTeam, signedInPerson, startTestApp, type TestApp } from '../helpers/app.ts'
import { chromiumPath, expectAccessible, openBrowser, still, type TestBrowser, webDir } from '../helpers/browser.ts'
import { connectCloud } from '../helpers/connect-cloud.ts'
import type { HttpClient, Json } from '../helpers/http-client.ts'
import { until } from '../helpers/until.ts'

describe.skipIf(chromiumPath === undefined)('restoring images on the web', { timeout: 240_000 }, () => {
  let app: TestApp
  let browser: TestBrowser
  let cloud: Sandbox
  let stateDir: string
  let owner: HttpClient
  let server: Json
  let emails: Record<'operator' | 'owner' | 'viewer', string>

  beforeAll(async () => {
    stateDir = await mkdtemp(join(tmpdir(), 'backstay-cloud-'))
    cloud = await startSandbox({ provider: 'digitalocean', state_dir: stateDir, settings: { action_ms: 2_000 } })
    app = await startTestApp({
      web_dir: webDir,
      env: { BACKSTAY_ROLES: 'api,worker' },
    })
    browser = await openBrowser(app.url)
    const mira = await signedInPerson(app, { name: 'Mira Kessler', operator: true })
    const operator = mira.client
    const team = await newTeam(app, 'Harbour & Finch', ['owner', 'viewer'])
    const { organization_id } = team
    owner = team.clients.owner
    emails = { operator: mira.email, ...team.emails }
    const all = await connectCloud(operator, 'digitalocean', cloud)
    server = all.find((one) => one.native.state === 'off' && one.status === 'running' && !one.locked)
    await operator.post('/api/bulk/adopt', { server_ids: [server.id], organization_id })
    const [plan]: Json[] = (await operator.get('/api/plans')).body.data.filter((one: Json) =>
      one.plan_types.includes(server.plan_type),
    )
    await operator.post('/api/subscriptions', { organization_id, plan_id: plan.id, quantity: 1 })
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await app?.stop()
    await cloud?.close()
    await rm(stateDir, { recursive: true, force: true })
  })

  const at = (role: keyof typeof emails, path: string, options: object = still) =>
    browser.at(emails[role], path, options)
  const madeServers = () => cloud.control.effects().filter(({ kind }) => kind === 'restored_to_new').length
  const listPoints = async (): Promise<Json[]> =>
    (await owner.get(`/api/servers/${server.id}/recovery-points?state=available&method=snapshot`)).body.data

  test('snapshots are chosen among what the planner offers, and the first one is taken', async () => {
    const { page, complaints } = await at('owner', `/servers/${server.id}?dialog=enable`)
    const dialog = page.getByRole('dialog')
    // A choice's own field is behind its words.
    await dialog.locator(':focus').waitFor({ state: 'attached' })
    await dialog.getByRole('checkbox', { name: 'Native, daily' }).uncheck()
    await dialog.getByRole('checkbox', { name: 'Snapshot, daily' }).check()
    await dialog.getByText('The first snapshot is taken at once').waitFor()
    const times = dialog.getByRole('region', { name: 'When' })
    await times.getByRole('textbox', { name: 'At' }).fill('03:30')
    await times.getByText('by the clocks of Europe/Berlin').waitFor()
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Enable snapshots' }).click()
    await dialog.waitFor({ state: 'detached' })
    await until(async () => (await listPoints()).length === 1)
    const panel = page.getByRole('region', { name: 'Protection' })
    await panel.getByText('daily 03:30, Europe/Berlin').waitFor()
    await panel.getByText('On since').waitFor()
    await expectAccessible(page)
    expect(complaints).toEqual([])
  })

  test('a snapshot is taken now, and its schedule is changed', async () => {
    const { page, complaints } = await at('owner', `/servers/${server.id}`)
    await page.getByRole('button', { name: 'Back up now' }).click()
    await page.getByText('Snapshot started.').waitFor()
    await until(async () => (await listPoints()).length === 2)
    const rows = page.getByRole('table', { name: 'Backups' }).getByRole('link', { name: /^Restore…/ })
    await until(async () => (await rows.count()) === 2)
    await page.getByRole('link', { name: 'Edit snapshots' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('radiogroup', { name: 'Schedule' }).getByText('Weekly').click()
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Save snapshots' }).click()
    await page.getByText('Sundays 03:30, Europe/Berlin').waitFor()
    expect(complaints).toEqual([])
  })

  test('it goes back in place once the name is typed, and is followed over a reload', async () => {
    const { page, complaints } = await at('owner', `/servers/${server.id}`)
    await page
      .getByRole('link', { name: /^Restore… the backup of / })
      .nth(1)
      .click()

    await page.getByText('The whole server.').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByRole('radio', { name: `In place on ${server.name}` }).waitFor()
    await page.getByText('A new server is billed to your operator.').waitFor()
    expect(await page.getByRole('radio', { name: 'To a new server' }).isDisabled()).toBe(true)
    expect(await page.getByRole('checkbox', { name: 'Take a safety snapshot first' }).isChecked()).toBe(true)
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Next' }).click()

    await page.getByText('Everything written to the disk since then is lost.').waitFor()
    await page.getByText('Newer backups stay; DigitalOcean deletes none on this restore').waitFor()
    await page.getByText('Server goes down').waitFor()
    await expectAccessible(page)
    await page.getByLabel(`Type ${server.name} to confirm`).fill(server.name)
    await page.getByRole('button', { name: `Restore ${server.name}`, exact: true }).click()

    await page.waitForURL(/\/restores\/rst_/)
    await page.reload()
    await page.getByRole('heading', { name: `Restore to ${server.name}` }).waitFor()
    await page.getByText(/DigitalOcean puts the image back/).waitFor()
    await expectAccessible(page)
    await page.getByRole('status').getByText('Succeeded').waitFor({ timeout: 120_000 })
    await page.getByText(/Safety snapshot, /).waitFor()
    await page.getByText('the whole server', { exact: true }).waitFor()
    await expectAccessible(page)
    const restored = cloud.control.effects().filter(({ kind }) => kind === 'restored_in_place')
    expect(restored).toMatchObject([{ server_ref: server.provider_ref }])
    expect(await listPoints(), 'the safety snapshot is one of them').toHaveLength(3)
    expect(complaints).toEqual([])
  })

  test('a customer backs up a selection now, row by row, and marks it as critical', async () => {
    const [before] = await listPoints()
    const { page, complaints } = await at('owner', '/servers?view=table')
    await page.getByRole('checkbox', { name: 'Select all rows that are shown' }).click()
    const bar = page.getByRole('region', { name: 'Selection' })
    await bar.getByRole('button', { name: 'Mark critical' }).click()
    await bar.getByRole('button', { name: 'No longer critical' }).waitFor()
    await expectAccessible(page)
    await bar.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Restore to new servers…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('None of them can become a new server.').waitFor()
    await dialog.getByText(/billed to the operator/).waitFor()
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await bar.getByRole('button', { name: 'Back up now' }).click()
    await page.getByRole('link', { name: 'Server by server' }).click()
    await page.getByRole('heading', { name: 'Bulk work', level: 1 }).waitFor()
    const rows = page.getByRole('table', { name: 'Servers of this run' })
    await rows.getByText('Done', { exact: true }).waitFor({ timeout: 120_000 })
    await rows.getByRole('link', { name: `Open run of ${server.name}` }).waitFor()
    await page.getByRole('status').getByText('Succeeded').waitFor({ timeout: 60_000 })
    await expectAccessible(page)
    // Retention may let an older one go for it.
    expect((await listPoints())[0]?.id).not.toBe(before?.id)
    expect(complaints).toEqual([])
  })

  test('an operator restores a selection to new servers once the number is typed', async () => {
    const { page, complaints } = await at('operator', `/backups?q=${encodeURIComponent(server.name)}`)
    await page.getByRole('checkbox', { name: `Select ${server.name}` }).click()
    const bar = page.getByRole('region', { name: 'Selection' })
    await bar.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Restore to new servers…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(/a month by the provider, from the first hour/).waitFor()
    const verb = dialog.getByRole('button', { name: 'Make 1 new server' })
    expect(await verb.isDisabled()).toBe(true)
    await dialog.getByLabel('Type 1 to confirm').fill('1')
    await expectAccessible(page)
    await verb.click()
    await page.getByRole('heading', { name: 'Bulk work', level: 1 }).waitFor()
    await page.getByText('Done', { exact: true }).waitFor({ timeout: 120_000 })
    await expectAccessible(page)
    const fresh = cloud.control.effects().filter(({ kind }) => kind === 'restored_to_new')
    expect(fresh).toHaveLength(1)
    const found: Json[] = (await owner.get(`/api/servers?q=${server.name}-restored`)).body.data
    expect(found).toMatchObject([{ name: `${server.name}-restored`, backups_enabled: false }])
    expect(complaints).toEqual([])
  })

  test('an operator makes a new server of it, and follows it over a reload until it is there', async () => {
    const [newest] = await listPoints()
    const before = madeServers()
    const { page, complaints } = await at('operator', `/servers/${server.id}/restore?point=${newest?.id}&step=where`)
    await page.getByText('To a new server').click()
    await page.getByText('The image wants a disk of').waitFor()
    expect(await page.getByLabel('Name of the new server').inputValue()).toBe(`${server.name}-restored`)
    await page.getByText(/^At most .* a month, billed by DigitalOcean$/).waitFor()
    await expectAccessible(page)
    await page.getByLabel('Name of the new server').fill('no name')
    await page.getByLabel('Name of the new server').blur()
    await page.getByText('Use letters, digits, dots and hyphens').first().waitFor()
    await page.getByLabel('Name of the new server').fill('fresh-1')
    await page.getByRole('button', { name: 'Next' }).click()

    await page.getByText('This orders fresh-1 at DigitalOcean').waitFor()
    await page.getByText(`${server.name} is not touched.`).waitFor()
    await page.getByText(/The disk fits/).waitFor()
    // On a slow line the step's code comes after what the provider has.
    const choices = page.waitForResponse(/new-server-choices$/)
    await page.route(/NewServerReviewStep-.*\.js$/, async (route) => {
      await (await choices).finished()
      await route.continue()
    })
    await page.reload()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Restore to fresh-1' }).click()

    await page.waitForURL(/\/restores\/rst_/)
    await page.reload()
    await page.getByRole('heading', { name: 'Restore to fresh-1' }).waitFor()
    await page.getByText('DigitalOcean makes a server of the image').waitFor()
    await page.getByRole('status').getByText('Succeeded').waitFor({ timeout: 120_000 })
    await expectAccessible(page)
    await page.getByRole('link', { name: 'fresh-1' }).click()
    await page.getByRole('heading', { level: 1, name: 'fresh-1' }).waitFor()
    expect(madeServers()).toBe(before + 1)
    expect(complaints).toEqual([])
  })

  test('where it answers and what drills of its images may cost are saved, and an image is tried now', async () => {
    const { page, complaints } = await at('operator', `/servers/${server.id}?dialog=checks`)
    const dialog = page.getByRole('dialog')
    await dialog.getByText('On a port', { exact: true }).click()
    await dialog.getByLabel('Port on which the server answers').fill('22')
    await dialog.getByRole('checkbox', { name: /^Try the newest image every week/ }).check()
    await dialog.getByLabel(/^One drill costs at most/).fill('5')
    await dialog.getByText('At most $5.00 a week').waitFor()
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Save checks' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.reload()
    const checks = page.getByRole('heading', { name: 'Checks of images' })
    await page.getByRole('heading', { name: 'Drills' }).scrollIntoViewIfNeeded()
    await checks.waitFor()
    await page.getByText('port 22', { exact: true }).waitFor()
    await page.getByText('every week, at most $5.00 each').waitFor()
    await expectAccessible(page)
    await page.getByRole('link', { name: 'Edit checks of images' }).click()
    expect(await dialog.getByLabel(/^One drill costs at most/).inputValue()).toBe('5.00')
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    const before = madeServers()
    await page.getByRole('button', { name: 'Drill now' }).click()
    await page.getByText('Drill started.').waitFor()
    await until(async () => madeServers() === before + 1)
    expect(complaints).toEqual([])
  })

  test('a viewer reads on a phone why it does not start', async () => {
    const [newest] = await listPoints()
    const { page, complaints } = await at('viewer', `/servers/${server.id}/restore?point=${newest?.id}&step=review`, {
      ...still,
      viewport: { width: 360, height: 780 },
      colorScheme: 'dark',
    })
    await page.getByText('You are a viewer here. Ask an owner or a manager.').first().waitFor()
    await page.getByText('Only owners and managers restore').waitFor()
    await expectAccessible(page)
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
    await page.goto(`/servers/${server.id}`)
    await page.getByRole('heading', { name: 'Recovery timeline' }).waitFor()
    expect(await page.getByRole('link', { name: /^Restore…/ }).count()).toBe(0)
    await expectAccessible(page)
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
    expect(complaints).toEqual([])
  })
})
