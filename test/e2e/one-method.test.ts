import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.ts'
import { newTeam, signedInPerson, startTestApp, type TestApp } from '../helpers/app.ts'
import {
  chromiumPath,
  expectAccessible,
  openBrowser,
  phone,
  still,
  type TestBrowser,
  webDir,
} from '../helpers/browser.ts'
import { connectCloud } from '../helpers/connect-cloud.ts'
import type { HttpClient, Json } from '../helpers/http-client.ts'
import { until } from '../helpers/until.ts'

describe.skipIf(chromiumPath === undefined)('one method of several', { timeout: 180_000 }, () => {
  let app: TestApp
  let browser: TestBrowser
  let cloud: Sandbox
  let stateDir: string
  let operator: HttpClient
  let email: string
  let team: Awaited<ReturnType<typeof newTeam<'owner'>>>
  let both: Json
  let alone: Json
  let subscription_id: string

  beforeAll(async () => {
    stateDir = await mkdtemp(join(tmpdir(), 'backstay-cloud-'))
    cloud = await startSandbox({ provider: 'digitalocean', state_dir: stateDir, settings: { action_ms: 50 } })
    app = await startTestApp({ web_dir: webDir, env: { BACKSTAY_ROLES: 'api,worker' } })
    browser = await openBrowser(app.url)
    const mira = await signedInPerson(app, { name: 'Mira Kessler', operator: true })
    operator = mira.client
    email = mira.email
    team = await newTeam(app, 'Harbour & Finch', ['owner'])
    const found = await connectCloud(operator, 'digitalocean', cloud)
    const [one, two] = found.filter(({ native, plan_type }) => native.state === 'off' && plan_type === 'basic')
    both = one
    alone = two
    const { organization_id } = team
    await operator.post('/api/bulk/adopt', { server_ids: [both.id, alone.id], organization_id })
    const plans: Json[] = (await operator.get('/api/plans')).body.data
    const plan_id = plans.find(({ name }) => name === 'Basic')?.id
    const granted = await operator.post('/api/subscriptions', { organization_id, plan_id, quantity: 2 })
    subscription_id = granted.body.id
    await toggle(both, { enable: true, methods: ['native', 'snapshot'] })
    await toggle(alone, { enable: true, methods: ['native'] })
    await stand(both, { native: 'on/on', snapshot: 'on/on' })
    await stand(alone, { native: 'on/on' })
  })
  afterAll(async () => {
    await browser?.close()
    await app?.stop()
    await cloud?.close()
    await rm(stateDir, { recursive: true, force: true })
  })

  const toggle = (server: Json, input: object) => operator.post(`/api/servers/${server.id}/toggle-backups`, input)
  /** Waits until it stands so: desired and observed, by method. */
  const stand = (server: Json, wanted: Record<string, string>) =>
    until(async () => {
      const { protections } = (await operator.get(`/api/servers/${server.id}`)).body
      const states = protections.map((one: Json) => [
        one.method,
        one.phase === 'idle' ? `${one.desired_state}/${one.observed_state}` : one.phase,
      ])
      return Object.entries(wanted).every(([method, state]) => Object.fromEntries(states)[method] === state)
    })
  /** Somebody switches them off in the provider's panel, and a sync sees it. */
  const switchOffElsewhere = async (server: Json) => {
    cloud.control.panel('disable_backups', { server_ref: server.provider_ref })
    await operator.post(`/api/provider-accounts/${server.provider_account_id}/sync`)
    await stand(server, { native: 'on/off' })
  }
  const effects = (server: Json) =>
    cloud.control.effects().flatMap(({ kind, server_ref }) => (server_ref === server.provider_ref ? kind : []))
  const countSends = (page: Page) => {
    const sent: string[] = []
    page.on(
      'request',
      (request) =>
        request.method() === 'POST' && /toggle-backups/.test(request.url()) && sent.push(request.postData() ?? ''),
    )
    return sent
  }
  const focusIsLost = (page: Page) => page.evaluate<boolean>('document.activeElement === document.body')
  /** The last part of the page that can come is there: nothing moves any more under whoever is in it. */
  const stands = (page: Page) => panel(page).getByText('There now').waitFor()
  const panel = (page: Page) => page.getByRole('region', { name: 'Protection' })

  test('drift beside another method: left off by keyboard with one request, and switched on again from what is said of it', async () => {
    await switchOffElsewhere(both)
    const { page, complaints } = await browser.at(team.emails.owner, `/servers/${both.id}`)
    const sent = countSends(page)
    await page.getByText('Snapshots are not affected.').waitFor()
    await page.getByRole('link', { name: 'Enable again… native backups' }).first().waitFor()
    await expectAccessible(page)
    await stands(page)
    const leave = page.getByRole('button', { name: /^Leave off/ })
    expect(await leave.count(), 'in the notice, and where the method stands').toBe(2)
    await leave.last().focus()
    await page.evaluate('document.activeElement.click(); document.activeElement.click()')
    await page.getByText('Left off.').waitFor()
    expect(sent).toEqual([JSON.stringify({ enable: false, methods: ['native'] })])
    await leave.first().waitFor({ state: 'detached' })
    await until(async () => !(await focusIsLost(page)))
    expect(await panel(page).locator(':focus').count(), 'the focus stays where the method stood').toBe(1)
    await stand(both, { native: 'off/off', snapshot: 'on/on' })
    await page.getByRole('button', { name: 'Enable again' }).press('Enter')
    await stand(both, { native: 'on/on', snapshot: 'on/on' })
    expect(effects(both).filter((kind) => kind.startsWith('backups_'))).toEqual(['backups_enabled', 'backups_enabled'])
    expect(complaints).toEqual([])
  })

  test('drift beside another method: switched on again in the dialog, which begins with that method', async () => {
    await switchOffElsewhere(both)
    const { page, complaints } = await browser.at(team.emails.owner, `/servers/${both.id}`, {
      ...phone,
      colorScheme: 'dark',
    })
    await stands(page)
    await page.getByRole('link', { name: 'Enable again… native backups' }).first().press('Enter')
    const dialog = page.getByRole('dialog', { name: `Enable native backups for ${both.name} again` })
    await dialog.getByRole('checkbox', { name: /Native, daily/, checked: true }).waitFor()
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Enable native' }).press('Enter')
    await stand(both, { native: 'on/on', snapshot: 'on/on' })
    await page.getByText('Snapshots are not affected.').waitFor({ state: 'detached' })
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
    expect(complaints).toEqual([])
  })

  test('what needs no place is switched off where places cannot be told', async () => {
    const { page } = await browser.at(email, '/servers', still)
    await page.route('**/api/places-preview', (route) => route.fulfill({ status: 503, json: {} }))
    await page.goto(`/servers/${both.id}?dialog=off-snapshot`)
    await page.getByRole('dialog', { name: `Switch off snapshots of ${both.name}` }).waitFor()
    await page.goto(`/servers/${both.id}?dialog=disable`)
    await page.getByRole('dialog', { name: `Disable backups of ${both.name}` }).waitFor()
  })

  test('what rests on it goes with it, step by step, and what went together comes back together', async () => {
    const { page, complaints } = await browser.at(email, `/servers/${both.id}?dialog=off-native`, still)
    const rests = (methods: string[], added: string) => ({
      status: 409,
      json: { error: { code: 'method_needed', message: 'Not by itself.', details: { methods, added } } },
    })
    const done = { status: 200, json: { backups_enabled: true, message: '' } }
    const replies = [rests(['native'], 'snapshot'), rests(['native'], 'files'), done]
    const sent = countSends(page)
    await page.route('**/toggle-backups', (route) => route.fulfill(replies.shift() ?? done))
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Switch off native backups' }).click()
    await dialog.getByRole('button', { name: 'Switch off both' }).click()
    await dialog.getByRole('button', { name: 'Switch off all of them' }).click()
    await page.getByText(`native backups, snapshots and file backups of ${both.name}.`).waitFor()
    expect(await page.getByRole('button', { name: 'Undo' }).count(), 'a provider may have deleted its own').toBe(0)
    replies.push(rests(['snapshot'], 'files'))
    await page.goto(`/servers/${both.id}?dialog=off-snapshot`)
    await dialog.getByRole('button', { name: 'Switch off snapshots' }).click()
    await dialog.getByRole('button', { name: 'Switch off both' }).click()
    await page.getByText(`snapshots and file backups of ${both.name}.`).waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await until(async () => sent.length === 6)
    expect(sent.map((body) => JSON.parse(body).methods)).toEqual([
      ...[['native'], ['native', 'snapshot'], ['native', 'snapshot', 'files']],
      ...[['snapshot'], ['snapshot', 'files'], ['snapshot', 'files']],
    ])
    expect(JSON.parse(sent[5] ?? '')).toMatchObject({ enable: true })
    expect(complaints).toEqual([])
  })

  test('it is switched off by keyboard: what goes is listed, can be kept first, and the name is typed; the other goes on', async () => {
    cloud.control.advance(3 * 86_400_000)
    const { page, complaints } = await browser.at(email, `/servers/${both.id}`)
    await stands(page)
    await panel(page).getByRole('link', { name: 'Switch off… native backups' }).press('Enter')
    await page.waitForURL(/dialog=off-native/)
    await page.reload()
    const dialog = page.getByRole('dialog', { name: `Switch off native backups of ${both.name}` })
    await dialog.getByText('Other methods go on, in the same place.').waitFor()
    await dialog.getByRole('button', { name: 'Switch off native backups' }).press('Enter')
    await dialog.getByText(/DigitalOcean deletes \d backups/).waitFor()
    await dialog.getByText(/What is kept as a snapshot first stays/).waitFor()
    await expectAccessible(page)
    const destroy = dialog.getByRole('button', { name: `Switch off native backups of ${both.name}` })
    expect(await destroy.isDisabled()).toBe(true)
    await dialog.getByLabel(`Type ${both.name} to confirm`).fill(both.name)
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    await page.getByText('Switched off:').waitFor()
    await stand(both, { native: 'off/off', snapshot: 'on/on' })
    expect(effects(both).at(-1)).toBe('backups_disabled')
    // Of one alone the button for all is enough.
    await panel(page)
      .getByRole('link', { name: /^Switch off/ })
      .first()
      .waitFor({ state: 'detached' })
    await until(async () => !(await focusIsLost(page)))
    expect(complaints).toEqual([])
  })

  test('a row of the table leaves off as a card does, and what waits for its agent at once', async () => {
    await switchOffElsewhere(alone)
    const { page, complaints } = await browser.at(team.emails.owner, '/servers?view=table', still)
    const row = page.getByRole('row').filter({ hasText: alone.name })
    await row.getByRole('button', { name: /^Enable again…/ }).waitFor()
    await expectAccessible(page)
    const leave = row.getByRole('button', { name: /^Leave off/ })
    await leave.press('Enter')
    await page.getByText(`${alone.name} stays without backups.`).waitFor()
    await stand(alone, { native: 'off/off' })
    await row.locator(':focus').waitFor()

    await toggle(alone, { enable: true, methods: ['files'] })
    await row.getByText('Waits for its agent').waitFor()
    await expectAccessible(page)
    await leave.press('Enter')
    await row.getByRole('button', { name: /^Enable backups…/ }).waitFor()
    await stand(alone, { files: 'off/off' })
    const runs = await operator.get(`/api/runs?server_id=${alone.id}&kind=enable&state=running`)
    expect(runs.body.data).toEqual([])
    expect(complaints).toEqual([])
    await toggle(alone, { enable: true, methods: ['native'] })
    await stand(alone, { native: 'on/on' })
  })

  test('a card leaves off without a place, and the focus stays on the card', async () => {
    await switchOffElsewhere(alone)
    await operator.patch(`/api/subscriptions/${subscription_id}`, { status: 'canceled' })
    const { page, complaints } = await browser.at(team.emails.owner, '/servers', still)
    const card = page.getByRole('article', { name: alone.name, exact: true })
    await card.getByText('No backup subscription yet.').first().waitFor()
    await expectAccessible(page)
    await card.getByRole('button', { name: /^Leave off/ }).press('Enter')
    await page.getByText(`${alone.name} stays without backups.`).waitFor()
    expect(await page.getByRole('button', { name: 'Enable again' }).count(), 'there is no place for it').toBe(0)
    await stand(alone, { native: 'off/off' })
    // On its button, or on its name where the button was away for the moment of the change.
    await card.locator(':focus').waitFor()
    expect(complaints).toEqual([])
  })
})
