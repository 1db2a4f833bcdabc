import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createPlan } from '../../src/billing/create-plan.ts'
import { grantSubscription } from '../../src/billing/grant-subscription.ts'
import { refreshFleetSums } from '../../src/insights/overview/refresh-fleet-sums.ts'
import { dayMs, isoPlusMs } from '../../src/lib/clock.ts'
import { changeRate } from '../../src/provider-accounts/rates/change-rate.ts'
import { newOrganization, signedInPerson, startTestApp, type TestApp } from '../helpers/app.ts'
import { chromiumPath, expectAccessible, openBrowser, still, type TestBrowser, webDir } from '../helpers/browser.ts'
import { newProviderAccount, newServer } from '../helpers/servers.ts'

describe.skipIf(chromiumPath === undefined)('the analytics', { timeout: 180_000 }, () => {
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

  test('say what is missing while nothing is on record', async () => {
    const { page, complaints } = await at('/analytics')
    await page.getByText('No day is written down yet').waitFor()
    await page.getByText('Neither cost nor revenue yet').waitFor()
    await page.getByText('No revenue yet').waitFor()
    // Nothing is offered for export where nothing is, and nothing explained: the house alone has a line, under margins.
    await page.getByRole('link', { name: 'Export CSV of margin' }).waitFor()
    expect(await page.getByRole('link', { name: /^Export CSV/ }).count()).toBe(1)
    expect(await page.getByRole('list', { name: /rests on$/ }).count()).toBe(1)
    await expectAccessible(page)
    expect(complaints).toEqual([])
  })

  test('show storage, cost, revenue and margins, as charts and as tables, and keep the choice in the address', async () => {
    await arrange()
    const { page, complaints } = await at('/analytics', { ...still, viewport: { width: 1440, height: 1200 } })
    const storage = page.getByRole('slider', { name: /^Storage, 30/ })
    await storage.focus()
    await page.keyboard.press('ArrowLeft')
    expect(await storage.getAttribute('aria-valuetext')).toMatch(/Snapshot 299\sGB/)
    await page.getByRole('button', { name: 'Storage: show as table' }).click()
    await page
      .getByRole('region', { name: 'Storage, as a table' })
      .getByText(/299\sGB/)
      .waitFor()
    await page.getByRole('slider', { name: 'Cost and revenue per month, in USD' }).waitFor()
    await page.getByText('nothing is converted', { exact: false }).first().waitFor()
    await expectAccessible(page)

    await page.getByText('By customer', { exact: true }).click()
    await page.getByRole('link', { name: 'Kestrel Dental' }).first().waitFor()
    await page.waitForURL(/by=organization/)
    await page.getByRole('button', { name: 'Margin' }).click()
    await page.waitForURL(/sort=/)
    await page.getByText('3 months', { exact: true }).click()
    await page.waitForURL(/months=3/)
    await page.reload()
    await page.getByRole('table', { name: 'Storage by customer' }).waitFor()
    const link = page.getByRole('link', { name: 'Export CSV of margin' })
    const reply = await page.request.get((await link.getAttribute('href')) ?? '')
    expect(await reply.text()).toContain('"Kestrel Dental","USD",15,6,9,')
    expect(complaints).toEqual([])
  })

  test('fit a phone of 360 px in the dark, and the dashboard leads there', async () => {
    const { page, complaints } = await at('/dashboard', {
      ...still,
      viewport: { width: 360, height: 800 },
      colorScheme: 'dark',
    })
    await page.getByRole('heading', { name: 'Storage, last 90 days' }).scrollIntoViewIfNeeded()
    await page.getByRole('slider', { name: /^Storage, last 90 days/ }).waitFor()
    await page.getByRole('link', { name: /^Restore drill passed in 30 days/ }).waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360)
    await expectAccessible(page)
    await page.getByRole('link', { name: /^Cost, a month/ }).click()
    await page.getByRole('heading', { name: 'Analytics', level: 1 }).waitFor()
    await page.getByRole('list', { name: 'What the margin rests on' }).waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360)
    await expectAccessible(page)
    expect(complaints).toEqual([])
  })

  test('show one currency where rates are known, and say why they stay apart where not', async () => {
    const { ctx } = app
    const { id: organization_id } = await newOrganization(app, 'Alder & Voss')
    const plans = await Promise.all(
      ['Small', 'Large'].map((name) =>
        createPlan(ctx, {
          ...{ name, retention_days: 14, features: [], methods: ['native'], plan_types: ['basic'] },
          ...{ price_minor: 900, currency: 'EUR', price_as_of: '2026-01-01' },
        }),
      ),
    )
    await grantSubscription(ctx, { organization_id, plan_id: plans[0]?.id ?? '', quantity: 2 })
    const { page, complaints } = await at('/analytics')
    const chart = (currency: string) =>
      page.getByRole('slider', { name: new RegExp(`^Cost and revenue per month.*in ${currency}$`) })
    await chart('EUR').waitFor()
    await chart('USD').waitFor()
    await page.getByText('no rate between USD and EUR is known').waitFor()
    expect(await page.getByRole('link', { name: 'Exchange rates' }).getAttribute('href')).toBe('/provider-accounts')

    await changeRate(ctx, { from_currency: 'USD', to_currency: 'EUR', rate: 0.86, as_of: '2026-01-09' })
    await page.reload()
    await chart('EUR').waitFor()
    expect(await chart('USD').count()).toBe(0)
    expect(await page.getByText('Currencies stay apart.').count()).toBe(0)
    await page.getByRole('button', { name: 'Cost and revenue per month: show as table' }).click()
    // 18 euros, and 15 dollars at 0.86.
    await page
      .getByRole('region', { name: 'Cost and revenue per month, as a table' })
      .getByText(/^≈\s€30\.90$/)
      .first()
      .waitFor()
    const rested = page.getByRole('list', { name: 'What the projection rests on' })
    await rested.getByText(/What is written with ≈ was converted: (US)?\$1 = €0\.86 of 9 Jan/).waitFor()
    const row = page.getByRole('table', { name: 'Cost by provider' }).getByRole('row', { name: /DigitalOcean/ })
    // Of six dollars a month.
    await row
      .getByText(/^≈\s€5\.16$/)
      .first()
      .waitFor()
    await row
      .getByText(/^(US)?\$6\.00$/)
      .first()
      .waitFor()
    await expectAccessible(page)
    expect(complaints).toEqual([])
  })

  const arrange = async () => {
    const { ctx } = app
    const now = ctx.clock.now()
    const { id: organization_id } = await newOrganization(app, 'Kestrel Dental')
    await ctx.db
      .insertInto('provider_prices')
      .values({
        provider: 'digitalocean',
        prices: '{"servers":{},"native_percent":{"day":30,"week":20},"native":null,"snapshot_gb_month":null}',
        ...{ source: 'operator', as_of: '2026-01-01', updated_at: now },
      })
      .execute()
    const provider_account_id = await newProviderAccount(ctx, null, { provider: 'digitalocean' })
    await newServer(
      ctx,
      { organization_id, provider_account_id },
      {
        ...{ name: 'web-1', provider: 'digitalocean', backups_enabled: true, backups_enabled_at: now },
        ...{ native_state: 'on', price_minor: 2_000, currency: 'USD' },
      },
    )
    const { id: plan_id } = await createPlan(ctx, {
      ...{ name: 'Analytics', retention_days: 14, features: [], methods: ['native'], plan_types: ['basic'] },
      ...{ price_minor: 500, currency: 'USD', price_as_of: '2026-01-01' },
    })
    await grantSubscription(ctx, { organization_id, plan_id, quantity: 3 })
    const held = (n: number) => ({
      ...{
        day: isoPlusMs(now, -n * dayMs).slice(0, 10),
        provider: 'digitalocean',
        method: 'snapshot',
        currency: 'USD',
      },
      ...{ points: 7, bytes: (300 - (n - 1)) * 1_000_000_000, monthly_minor: 600, cost_minor: 20, unpriced: 0 },
    })
    const days = Array.from({ length: 40 }, (_, n) => held(n + 1))
    await ctx.db.insertInto('provider_usage_totals').values(days).execute()
    await ctx.db
      .insertInto('usage_totals')
      .values(days.map((day) => ({ ...day, organization_id })))
      .execute()
    await ctx.db
      .insertInto('usage_progress')
      .values({ through: isoPlusMs(now, -dayMs).slice(0, 10) })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ through: isoPlusMs(now, -dayMs).slice(0, 10) }))
      .execute()
    await refreshFleetSums(ctx)
  }
})
