import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.ts'
import { newOrganization, password, signedInPerson, startTestApp, type TestApp } from '../helpers/app.ts'
import { chromiumPath, expectAccessible, openBrowser, type TestBrowser, webDir } from '../helpers/browser.ts'
import type { Json } from '../helpers/http-client.ts'
import { until } from '../helpers/until.ts'

describe.skipIf(chromiumPath === undefined)(
  'a customer switches backups on, in a browser',
  { timeout: 120_000 },
  () => {
    let stateDir: string
    let app: TestApp
    let cloud: Sandbox
    let browser: TestBrowser

    beforeAll(async () => {
      stateDir = await mkdtemp(join(tmpdir(), 'backstay-story-'))
      cloud = await startSandbox({
        provider: 'digitalocean',
        state_dir: stateDir,
        servers: 6,
        settings: { action_ms: 0 },
      })
      app = await startTestApp({
        web_dir: webDir,
        env: { BACKSTAY_ROLES: 'api,worker' },
      })
      browser = await openBrowser(app.url)
    })
    afterAll(async () => {
      await browser?.close()
      await app?.stop()
      await cloud?.close()
      await rm(stateDir, { recursive: true, force: true })
    })

    const signIn = async (email: string) => {
      const person = await browser.person()
      await person.page.goto('/sign-in')
      await person.page.getByLabel('E-mail address').fill(email)
      await person.page.getByLabel('Password', { exact: true }).fill(password)
      await person.page.keyboard.press('Enter')
      await person.page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
      return person
    }

    test('from connecting the cloud to the refused second server, and the cloud agrees', async () => {
      const operator = await signedInPerson(app, { name: 'Operator', operator: true })
      const { page, complaints } = await signIn(operator.email)
      await page.goto('/provider-accounts')
      await page
        .getByRole('button', { name: /Connect/ })
        .first()
        .click()
      const connect = page.getByRole('dialog')
      await connect.getByLabel('Label').fill('DO production')
      await connect.getByLabel('API token').fill(cloud.control.credentials().token ?? '')
      await connect.getByRole('button', { name: 'More' }).click()
      await connect.getByLabel('Address of the API').fill(cloud.url)
      await connect.getByRole('button', { name: 'Check and connect' }).click()
      await page.getByText('DO production').first().waitFor()

      const [account] = (await operator.client.get('/api/provider-accounts')).body.data
      await operator.client.post(`/api/provider-accounts/${account.id}/sync`)
      const listed = async (): Promise<Json[]> => (await operator.client.get('/api/servers')).body.data
      await until(async () => (await listed()).length === 6)
      await page.goto('/backups')
      const [first, second] = (await listed()).filter((server) => server.native.state === 'off')
      await page.getByText(first.name).first().waitFor()

      const organization = await newOrganization(app, 'Kestrel Dental')
      const server_ids = [first.id, second.id]
      await operator.client.post('/api/bulk/adopt', { server_ids, organization_id: organization.id })
      const [plan] = (await operator.client.get('/api/plans')).body.data
      const grant = { organization_id: organization.id, plan_id: plan.id, quantity: 1 }
      expect((await operator.client.post('/api/subscriptions', grant)).status).toBe(201)

      const olga = await signedInPerson(app, { name: 'Olga', memberships: { [organization.id]: 'owner' } })
      const { page: customer, complaints: complaintsOfCustomer } = await signIn(olga.email)
      await customer.goto('/servers')
      await customer.getByText(first.name).first().waitFor()
      await expectAccessible(customer)
      await customer
        .getByRole('button', { name: /Enable backups/ })
        .first()
        .click()
      const dialog = customer.getByRole('dialog')
      await dialog.getByRole('checkbox', { name: 'Native, weekly' }).check()
      // Of the provider's own backups there is one schedule or the other.
      await until(async () => !(await dialog.getByRole('checkbox', { name: 'Native, daily' }).isChecked()))
      await dialog.getByRole('button', { name: /Enable/ }).click()
      await customer.getByText('Backups enabled').first().waitFor()

      // The second server's button is off, and says why beside it.
      await customer.getByText('All places that fit are in use.').first().waitFor()
      const refused = await olga.client.post(`/api/servers/${second.id}/toggle-backups`, { enable: true })
      const alsoRefused = await olga.client.post(`/api/servers/${first.id}/toggle-backups`, { enable: true })
      expect([refused.status, alsoRefused.status].sort()).toEqual([200, 402])

      const on = (await listed()).filter((server) => server.backups_enabled && server_ids.includes(server.id))
      expect(on).toHaveLength(1)
      expect(on[0].native.schedule).toMatchObject({ every: 'week', weekday: 'sunday' })
      const atCloud = cloud.control
        .servers()
        .filter((server) => [first, second].some((one) => one.provider_ref === server.ref))
      expect(atCloud.map((server) => server.native).sort()).toEqual(['off', 'on'])
      expect([...complaints, ...complaintsOfCustomer]).toEqual([])
    })
  },
)
