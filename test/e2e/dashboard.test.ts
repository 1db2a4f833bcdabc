import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { refreshFleetSums } from '../../src/insights/overview/refresh-fleet-sums.ts'
import { refreshRecommendations } from '../../src/insights/recommendations/refresh-recommendations.ts'
import { dayMs, isoPlusMs } from '../../src/lib/clock.ts'
import { startRun } from '../../src/runs/start-run.ts'
import { newOrganization, signedInPerson, startTestApp, type TestApp } from '../helpers/app.ts'
import { chromiumPath, expectAccessible, openBrowser, still, type TestBrowser, webDir } from '../helpers/browser.ts'
import type { Json } from '../helpers/http-client.ts'
import { newProviderAccount, newServer } from '../helpers/servers.ts'

describe.skipIf(chromiumPath === undefined)('the dashboard', { timeout: 180_000 }, () => {
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

  const at = (path: string, options: object = still) => browser.at(email, path, options)

  test('is where operators begin, and says what to do first while there is no server', async () => {
    const { page, complaints } = await at('/')
    await page.getByRole('heading', { name: 'Dashboard', level: 1 }).waitFor()
    await page.getByRole('link', { name: 'Connect a provider account…' }).waitFor()
    await page.getByRole('link', { name: 'Add a machine…' }).waitFor()
    await expectAccessible(page)
    expect(complaints).toEqual([])
  })

  test('shows how the fleet stands; each figure leads to its list, and advice is applied or dismissed', async () => {
    await arrange()
    const { page, complaints } = await at('/dashboard', { ...still, viewport: { width: 1440, height: 1200 } })
    await page.getByText('Backup overdue beyond its grace').waitFor()
    await page.getByText('Running now').waitFor()
    await page.getByRole('heading', { name: 'Recommendations' }).waitFor()
    await expectAccessible(page)
    await page.getByRole('link', { name: 'Open server: Missed, db-primary' }).waitFor()
    const bell = page.getByRole('button', { name: 'What needs attention: 2 things' })
    await bell.click()
    const card = page.getByRole('dialog', { name: 'What needs attention' })
    await card.getByRole('link', { name: 'db-primary' }).waitFor()
    await card.getByText('No run failed.').waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await card.waitFor({ state: 'detached' })
    await bell.and(page.locator(':focus')).waitFor()
    await page.getByRole('link', { name: 'Enable for 2 servers…' }).click()
    await page.getByRole('dialog', { name: 'Enable backups of 2 servers' }).waitFor()
    await page.keyboard.press('Escape')
    await page.waitForURL(/\/backups\?show=unprotected$/)
    await page.goto('/dashboard')
    await page
      .getByRole('link', { name: /^Contabo, .*1 missed$/ })
      .first()
      .click()
    await page.getByRole('heading', { name: 'Backups', level: 1 }).waitFor()
    await page.getByRole('button', { name: /^Take off the filter: missed on / }).waitFor()
    await page.getByRole('link', { name: 'db-primary' }).waitFor()
    expect(await page.getByRole('link', { name: 'web-1' }).count()).toBe(0)
    await page.goBack()
    await page.getByRole('button', { name: /^What to do with: Back up 2 servers/ }).click()
    await page.getByRole('menuitem', { name: 'Dismiss…' }).click()
    await page.getByRole('dialog').getByLabel('Why').fill('Test machines')
    await page.getByRole('dialog').getByRole('button', { name: 'Dismiss', exact: true }).click()
    await page.getByText('Dismissed.').waitFor()
    await page.getByRole('link', { name: 'All recommendations' }).click()
    await page.getByRole('heading', { name: 'Recommendations', level: 1 }).waitFor()
    await page.getByText('Dismissed', { exact: true }).first().click()
    await page.getByText('Test machines').waitFor()
    await page.getByRole('button', { name: /^Review: Back up 2 servers/ }).click()
    await page.getByRole('dialog').getByText('Add places under Plans').waitFor()
    await expectAccessible(page)
    expect(complaints).toEqual([])
  })

  test('a backup for which a snapshot has to go is left to the page of its server', async () => {
    const { page, complaints } = await at('/servers')
    await page.route('**/api/recommendations?**', async (route) => {
      const body = await (await route.fetch()).json()
      const apply = { words: 'Take a snapshot now', why_not: null }
      await route.fulfill({
        json: { ...body, data: body.data.map((one: Json) => (one.kind === 'stale' ? { ...one, apply } : one)) },
      })
    })
    await page.route('**/api/recommendations/*/apply', (route) =>
      route.fulfill({
        status: 409,
        json: { error: { code: 'would_replace_snapshot', message: 'With let_go.', details: {} } },
      }),
    )
    await page.goto('/recommendations')
    await page.getByRole('button', { name: 'Review: Look after db-primary' }).click()
    const dialog = page.getByRole('dialog', { name: 'Look after db-primary' })
    await dialog.getByRole('button', { name: 'Back up now' }).click()
    await dialog.getByText('Open the server and back it up there.').waitFor()
    await expectAccessible(page)
    expect(await dialog.getByRole('button', { name: 'Back up now' }).count(), 'it would be refused again').toBe(0)
    await dialog.getByRole('link', { name: 'Open the server' }).click()
    await page.getByRole('heading', { name: 'db-primary', level: 1 }).waitFor()
    expect(complaints).toEqual([])
  })

  test('fits a phone of 360 px in the dark, and nothing scrolls sideways', async () => {
    const { page, complaints } = await at('/dashboard', {
      ...still,
      viewport: { width: 360, height: 800 },
      colorScheme: 'dark',
    })
    await page.getByText('Backup overdue beyond its grace').waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360)
    await expectAccessible(page)
    expect(complaints).toEqual([])
  })

  const arrange = async () => {
    const { ctx } = app
    const now = ctx.clock.now()
    const { id: organization_id } = await newOrganization(app, 'Kestrel Dental')
    const account = (provider: 'contabo' | 'digitalocean') => newProviderAccount(ctx, null, { provider })
    const accounts = { contabo: await account('contabo'), digitalocean: await account('digitalocean') }
    const strip = (image: string) =>
      JSON.stringify({ image, files: 'n'.repeat(30), proof: '.'.repeat(30), last_day: now.slice(0, 10) })
    const protection = {
      method: 'native',
      desired_state: 'on',
      observed_state: 'on',
      phase: 'idle',
      reason: null,
      drift: false,
      plan_id: null,
      retention_days: 7,
      beyond_subscription: false,
    }
    const on = {
      backups_enabled: true,
      backups_enabled_at: isoPlusMs(now, -60 * dayMs),
      protections: JSON.stringify([protection]),
      native_points: 7,
      storage_bytes: 41_800_000_000,
      rpo_status: 'met' as const,
      last_backup_at: isoPlusMs(now, -0.3 * dayMs),
    }
    const owner = (provider: 'contabo' | 'digitalocean') => ({
      organization_id,
      provider_account_id: accounts[provider],
    })
    await newServer(ctx, owner('contabo'), {
      ...on,
      name: 'db-primary',
      provider: 'contabo',
      rpo_status: 'missed',
      last_backup_at: isoPlusMs(now, -5 * dayMs),
      strip: strip(`${'p'.repeat(20)}w${'p'.repeat(4)}mmmmo`),
    })
    const names = Array.from({ length: 24 }, (_, n) => `web-${n + 1}`)
    for (const [n, name] of names.entries())
      await newServer(ctx, owner(n % 3 === 0 ? 'contabo' : 'digitalocean'), {
        ...on,
        name,
        provider: n % 3 === 0 ? 'contabo' : 'digitalocean',
        strip: strip('p'.repeat(30)),
      })
    for (const name of ['staging', 'dev-box']) await newServer(ctx, owner('digitalocean'), { name })
    await startRun(ctx, {
      kind: 'sync',
      organization_id: null,
      provider_account_id: accounts.contabo,
      state: 'running',
    })
    await refreshFleetSums(ctx)
    await refreshRecommendations(ctx)
  }
})
