import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.ts'
import { newTeam, signedInPerson, startTestApp, type TestApp } from '../helpers/app.ts'
import { chromiumPath, expectAccessible, openBrowser, still, type TestBrowser, webDir } from '../helpers/browser.ts'
import { connectCloud } from '../helpers/connect-cloud.ts'
import type { HttpClient, Json } from '../helpers/http-client.ts'

const viewerWhy = 'You are a viewer here. Ask an owner or a manager.'

describe.skipIf(chromiumPath === undefined)('a customer’s servers and plans', { timeout: 180_000 }, () => {
  let app: TestApp
  let browser: TestBrowser
  let cloud: Sandbox
  let stateDir: string
  let operator: HttpClient
  let team: Awaited<ReturnType<typeof newTeam<'owner' | 'viewer'>>>
  let servers: Json[]

  beforeAll(async () => {
    stateDir = await mkdtemp(join(tmpdir(), 'backstay-cloud-'))
    cloud = await startSandbox({ provider: 'digitalocean', state_dir: stateDir, settings: { action_ms: 3_000 } })
    app = await startTestApp({
      web_dir: webDir,
      env: { BACKSTAY_ROLES: 'api,worker' },
    })
    browser = await openBrowser(app.url)
    operator = (await signedInPerson(app, { name: 'Mira Kessler', operator: true })).client
    team = await newTeam(app, 'Harbour & Finch', ['owner', 'viewer'])
    servers = (await connectCloud(operator, 'digitalocean', cloud))
      .filter((server) => server.native.state === 'off')
      .slice(0, 2)
    const server_ids = servers.map(({ id }) => id)
    await operator.post('/api/bulk/adopt', { server_ids, organization_id: team.organization_id })
  })
  afterAll(async () => {
    await browser?.close()
    await app?.stop()
    await cloud?.close()
    await rm(stateDir, { recursive: true, force: true })
  })

  const at = (role: 'owner' | 'viewer', path: string, options: object = still) =>
    browser.at(team.emails[role], path, options)
  const card = (page: Page, server: Json) => page.getByRole('article', { name: server.name, exact: true })

  test('asks for a place, gets it, enables backups on one server, and reads why not on the second', async () => {
    const [first, second] = servers
    const { page, complaints } = await at('owner', '/')
    await page.getByText('No backup subscription yet.').first().waitFor()
    await card(page, first).getByRole('link', { name: 'See plans' }).click()

    await page.getByRole('button', { name: 'One more: Places on Basic' }).click()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Ask for 1 place on Basic' }).click()
    await page.getByText('has been told and approves it').waitFor()
    const asked: Json[] = (await operator.get(`/api/subscriptions?organization_id=${team.organization_id}`)).body.data
    await operator.patch(`/api/subscriptions/${asked[0]?.id}`, { status: 'active' })
    // The page hears of it without being loaded again.
    await page.getByText('0 places in use, 1 free').waitFor()
    expect(cloud.control.effects(), 'a purchase changes no server').toEqual([])

    await page.goto('/servers')
    await card(page, first)
      .getByRole('button', { name: /Enable backups/ })
      .click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('1 of 1 on Basic; none is free after it').waitFor()
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Enable native' }).click()
    await card(page, first).getByText('Enabling').waitFor()
    // What is under way is asked of the server, so that a reload loses none of it.
    await page.reload()
    await card(page, first).getByText('DigitalOcean reports no progress').waitFor()
    await card(page, first).getByText('Backups enabled').waitFor()
    expect(cloud.control.effects()).toMatchObject([{ kind: 'backups_enabled', server_ref: first?.provider_ref }])

    await card(page, second).getByText('All places that fit are in use.').first().waitFor()
    await expectAccessible(page)
    expect(complaints).toEqual([])
  })

  test('sees on a phone why a viewer changes nothing', async () => {
    const { page, complaints } = await at('viewer', '/servers', {
      ...still,
      viewport: { width: 360, height: 780 },
      colorScheme: 'dark',
    })
    await page.getByText(viewerWhy).first().waitFor()
    await card(page, servers[0])
      .getByRole('button', { name: /^(Enable backups|Disable)…/ })
      .waitFor()
    // Once on the page, and not under each card; the buttons carry it for those who hear them.
    expect(await page.locator('main p', { hasText: viewerWhy }).count()).toBe(1)
    expect(await page.locator('main article span:not(.bs-hidden)', { hasText: /^You are a viewer/ }).count()).toBe(0)
    await expectAccessible(page)
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
    await page.goto('/plans')
    await page.getByText(viewerWhy).first().waitFor()
    await expectAccessible(page)
    expect(complaints).toEqual([])
  })

  test('disabling lists what is lost, and wants the name of the server typed', async () => {
    const [first] = servers
    cloud.control.advance(3 * 86_400_000)
    const { page, complaints } = await at('owner', `/servers/${first?.id}?dialog=disable`)
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Disable backups' }).click()
    await dialog.getByText(/DigitalOcean deletes \d backups/).waitFor()
    // What it costs the operators, and leaves them, is theirs.
    expect(await page.getByText(/^(Charges|Margin)$/).count()).toBe(0)
    await expectAccessible(page)
    const destroy = dialog.getByRole('button', { name: `Disable backups of ${first?.name}` })
    expect(await destroy.isDisabled()).toBe(true)
    await dialog.getByLabel(`Type ${first?.name} to confirm`).fill(first?.name)
    await destroy.click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByText('Unprotected').waitFor()
    expect(cloud.control.effects().at(-1)).toMatchObject({ kind: 'backups_disabled' })
    expect(complaints).toEqual([])
  })
})
