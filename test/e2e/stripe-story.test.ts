import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.ts'
import { newOrganization, password, signedInPerson } from '../helpers/app.ts'
import { chromiumPath, expectAccessible, openBrowser, type TestBrowser, webDir } from '../helpers/browser.ts'
import type { HttpClient, Json } from '../helpers/http-client.ts'
import { type StripeApp, startStripeApp, webhookPath } from '../helpers/stripe.ts'
import { until } from '../helpers/until.ts'

describe.skipIf(chromiumPath === undefined)(
  'a customer pays by card and switches backups on, in a browser',
  { timeout: 120_000 },
  () => {
    let stateDir: string
    let world: StripeApp
    let cloud: Sandbox
    let browser: TestBrowser
    let operator: HttpClient

    beforeAll(async () => {
      stateDir = await mkdtemp(join(tmpdir(), 'backstay-stripe-story-'))
      const settings = { action_ms: 0 }
      cloud = await startSandbox({ provider: 'digitalocean', state_dir: stateDir, servers: 6, settings })
      world = await startStripeApp({ web_dir: webDir })
      world.stripe.webhook.url = `${world.app.url}${webhookPath}`
      browser = await openBrowser(world.app.url)
      operator = (await signedInPerson(world.app, { name: 'Operator', operator: true })).client
      const { body } = await operator.post('/api/provider-accounts', {
        provider: 'digitalocean',
        label: 'DO production',
        credentials: cloud.control.credentials(),
        endpoint: cloud.url,
      })
      await operator.post(`/api/provider-accounts/${body.id}/sync`)
      await until(async () => (await servers()).length === 6)
    })
    afterAll(async () => {
      await browser?.close()
      await world?.stop()
      await cloud?.close()
      await rm(stateDir, { recursive: true, force: true })
    })

    const servers = async (): Promise<Json[]> => (await operator.get('/api/servers')).body.data
    const asItWas = async () => ({
      servers: (await servers()).map(({ id, backups_enabled, protections, native }) => ({
        id,
        backups_enabled,
        protections,
        native: native.state,
      })),
      at_cloud: cloud.control.servers().map(({ ref, native }) => ({ ref, native })),
      effects: cloud.control.effects().length,
    })
    const signIn = async (email: string) => {
      const person = await browser.person()
      const { page } = person
      await page.goto('/sign-in')
      await page.getByLabel('E-mail address').fill(email)
      await page.getByLabel('Password', { exact: true }).fill(password)
      await page.keyboard.press('Enter')
      await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
      return person
    }
    const customerWith = async (count: number) => {
      const organization = await newOrganization(world.app, `Kestrel Dental ${count}`)
      const own = (await servers())
        .filter(
          ({ native, plan_type, organization_name }) =>
            native.state === 'off' && plan_type === 'basic' && !organization_name.startsWith('Kestrel'),
        )
        .slice(0, count)
      await operator.post('/api/bulk/adopt', {
        server_ids: own.map(({ id }) => id),
        organization_id: organization.id,
      })
      const memberships = { [organization.id]: 'owner' as const }
      const { email, client } = await signedInPerson(world.app, { name: 'Olga', memberships })
      const { page, complaints } = await signIn(email)
      const wrong = () => complaints.filter((one) => !one.startsWith(`asked ${world.stripe.url}`))
      return { organization, own, client, page, wrong }
    }
    const upgradeWithPlus = async (page: Page, serverId: string) => {
      await page.goto(`/servers/${serverId}`)
      await page.getByRole('button', { name: /^What can be done with/ }).click()
      await page.getByRole('menuitem', { name: 'Change the plan type…' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('Plan type').fill('pro')
      await dialog.getByLabel('Backup add-on').click()
      await page.getByRole('option', { name: /One place on Plus/ }).click()
      await dialog.getByText('One more place, €7.99 a month. It switches no backup on.').waitFor()
      await expectAccessible(page)
      await dialog.getByRole('button', { name: 'Change the type' }).click()
      await dialog.waitFor({ state: 'hidden' })
    }
    const choosePlaces = async (page: Page, plan: string, places: number) => {
      for (let n = 0; n < places; n++) await page.getByRole('button', { name: `One more: Places on ${plan}` }).click()
    }

    test('Checkout, the signed event, places; no server changes until the customer says so; no place beyond those paid', async () => {
      const { own, client, page, wrong } = await customerWith(2)
      const before = await asItWas()
      await page.goto('/plans')
      await page.getByText('No backup subscription yet').waitFor()
      await choosePlaces(page, 'Basic', 1)
      await expectAccessible(page)
      await page.getByRole('button', { name: 'Pay for 1 place on Basic…' }).click()
      await page.waitForURL(`${world.stripe.url}/pay/**`)
      await page.getByRole('button', { name: 'Back' }).click()
      await page.getByText('Nothing was bought.').waitFor()
      expect((await client.get('/api/subscriptions')).body.data).toEqual([])

      await choosePlaces(page, 'Basic', 1)
      await page.getByRole('button', { name: 'Pay for 1 place on Basic…' }).click()
      await page.waitForURL(`${world.stripe.url}/pay/**`)
      await page.getByRole('button', { name: 'Pay' }).click()
      await page.waitForURL('**/plans?checkout=paid')
      // The page hears of the event by itself.
      await page.getByText('0 places in use, 1 free').waitFor()
      await page.getByText('Paid, and your places are here.').waitFor()
      await world.stripe.webhook.idle()
      expect((await client.get('/api/subscriptions')).body.data).toMatchObject([
        { status: 'active', source: 'stripe', quantity: 1, managed_in_stripe: true },
      ])
      expect(await asItWas()).toEqual(before)

      await page.goto('/servers')
      await page
        .getByRole('button', { name: /Enable backups/ })
        .first()
        .click()
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /Enable/ })
        .click()
      // The dialog has these words too.
      await page.getByRole('dialog').waitFor({ state: 'hidden' })
      await page.getByText('Backups enabled').first().waitFor()
      await page.getByText('All places that fit are in use.').first().waitFor()
      const on = (await servers()).filter(
        ({ id, backups_enabled }) => backups_enabled && own.some((one) => one.id === id),
      )
      expect(on).toHaveLength(1)
      const other = own.find(({ id }) => id !== on[0]?.id)
      const refused = await client.post(`/api/servers/${other?.id}/toggle-backups`, { enable: true })
      expect(refused).toMatchObject({
        status: 402,
        body: { success: false, backups_enabled: false, error: { code: 'no_places_left' } },
      })
      expect(cloud.control.effects()).toHaveLength(before.effects + 1)
      const native = cloud.control.servers().filter(({ ref }) => own.some((one) => one.provider_ref === ref))
      expect(native.map((one) => one.native).sort()).toEqual(['off', 'on'])
      expect(wrong()).toEqual([])
    })

    test('more places by card, a payment that fails and one that is made good, and the end, each told on the page', async () => {
      const { organization, own, client, page, wrong } = await customerWith(1)
      await page.goto('/plans')
      await choosePlaces(page, 'Basic', 1)
      await page.getByRole('button', { name: 'Pay for 1 place on Basic…' }).click()
      await page.getByRole('button', { name: 'Pay' }).click()
      await page.getByText('0 places in use, 1 free').waitFor()
      const toggled = await client.post(`/api/servers/${own[0]?.id}/toggle-backups`, { enable: true })
      expect([200, 202], toggled.text).toContain(toggled.status)

      // A server's plan type is upgraded, and a place chosen in the same step: it goes onto what is paid by card (S1).
      const enabled = cloud.control.effects().length
      const upgrading = await signIn((await signedInPerson(world.app, { name: 'Upgrader', operator: true })).email)
      await upgradeWithPlus(upgrading.page, own[0]?.id)
      expect(upgrading.complaints).toEqual([])
      await page.getByText('0 places in use, 1 free').waitFor()
      expect((await client.get(`/api/servers/${own[0]?.id}`)).body.plan_type).toBe('pro')
      expect(cloud.control.effects()).toHaveLength(enabled)

      await choosePlaces(page, 'Plus', 1)
      await page.getByText(/They go onto the subscription that you pay by card/).waitFor()
      await page.getByRole('button', { name: 'Add 1 place on Plus' }).click()
      await page.getByText('0 places in use, 2 free').waitFor()
      const state = world.stripe.account.state
      const atStripe = Object.values(state.subscriptions).filter(
        ({ metadata }) => metadata.organization_id === organization.id,
      )
      expect(atStripe.map(({ items }) => items.data.map(({ quantity }) => quantity))).toEqual([[1, 2]])

      const portal = async (press: string) => {
        await page.getByRole('button', { name: 'Cards and invoices…' }).click()
        await page.waitForURL(`${world.stripe.url}/portal/**`)
        await page.getByRole('button', { name: press }).first().click()
        await page.getByRole('button', { name: 'Back' }).click()
        await page.waitForURL('**/plans')
      }
      await portal('Let the next payment fail')
      await page
        .getByText(/did not go through/)
        .first()
        .waitFor()
      await portal('Pay what is open')
      await page
        .getByText(/did not go through/)
        .first()
        .waitFor({ state: 'hidden' })
      const effects = cloud.control.effects().length
      await portal('Cancel now')
      await page.getByText('No backup subscription yet').waitFor()
      // Nothing is switched off for that (rule 3): it goes on, and says so.
      expect(cloud.control.effects()).toHaveLength(effects)
      expect(wrong()).toEqual([])
    })
  },
)
