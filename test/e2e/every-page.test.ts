import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ensurePlans } from '../../src/billing/ensure-plans.ts'
import { grantSubscription } from '../../src/billing/grant-subscription.ts'
import { refreshFleetSums } from '../../src/insights/overview/refresh-fleet-sums.ts'
import { refreshRecommendations } from '../../src/insights/recommendations/refresh-recommendations.ts'
import { recordRecoveryPoint } from '../../src/recovery-points/record-recovery-point.ts'
import { finishRun } from '../../src/runs/finish-run.ts'
import { startRun } from '../../src/runs/start-run.ts'
import { newApiKey, newTeam, signedInPerson, startTestApp, type TestApp } from '../helpers/app.ts'
import { chromiumPath, expectAccessible, openBrowser, type TestBrowser, webDir } from '../helpers/browser.ts'
import { newFileServer } from '../helpers/file-servers.ts'
import { newServer } from '../helpers/servers.ts'

// Each page once, wide and light, then narrow and dark. Its address is the router's: a new page is walked without a word here,
// unless its address has a part that nothing below stands for.
describe.skipIf(chromiumPath === undefined)('every page', { timeout: 400_000 }, () => {
  let app: TestApp
  let browser: TestBrowser
  let pages: string[]
  const emails = { operator: '', member: '' }
  const ids: Record<string, string> = { $: 'nothing-here' }

  beforeAll(async () => {
    app = await startTestApp({ web_dir: webDir })
    browser = await openBrowser(app.url)
    await arrange()
    pages = (await addresses()).map((address) =>
      address.replace(/\$\w*/g, (part) => {
        const id = ids[part]
        if (id === undefined)
          throw new Error(`Nothing stands for ${part} of ${address}: add it to what is arranged here.`)
        return id
      }),
    )
  })
  afterAll(async () => {
    await browser?.close()
    await app?.stop()
  })

  /** The router's own list. By a name that is no literal: the checker of types reads the web by settings of its own. */
  const addresses = async (): Promise<string[]> => {
    const module = '../../web/src/routes.tsx'
    const { createAppRouter }: { createAppRouter(): { routesByPath: object } } = await import(module)
    const found = Object.keys(createAppRouter().routesByPath)
    expect(found.length).toBeGreaterThan(25)
    return found.filter((address) => !address.startsWith('/dev/'))
  }

  const arrange = async () => {
    const { ctx } = app
    const { organization_id, emails: ofTeam } = await newTeam(app, 'Harbour & Finch', ['owner'])
    ids.$organizationId = organization_id
    emails.member = ofTeam.owner
    emails.operator = (await signedInPerson(app, { name: 'Mira Kessler', operator: true })).email
    await newApiKey(app, { organization_id, role: 'viewer' })
    await ensurePlans(ctx)
    const plan = await ctx.db.selectFrom('plans').select('id').orderBy('price_minor').executeTakeFirstOrThrow()
    await grantSubscription(ctx, { organization_id, plan_id: plan.id, quantity: 2 })
    const { server_id, protection_id } = await newFileServer(ctx, organization_id)
    ids.$serverId = server_id
    const { provider_account_id } = await ctx.db
      .selectFrom('servers')
      .select('provider_account_id')
      .where('id', '=', server_id)
      .executeTakeFirstOrThrow()
    ids.$providerAccountId = provider_account_id ?? ''
    await newServer(ctx, { organization_id, provider_account_id: provider_account_id ?? '' })
    await work(organization_id, { server_id, protection_id })
    await refreshFleetSums(ctx)
    await refreshRecommendations(ctx)
  }

  /** A backup, a run that failed, and a restore under way. */
  const work = async (organization_id: string, of: { server_id: string; protection_id: string }) => {
    const { ctx } = app
    const begin = { organization_id, server: { id: of.server_id, name: 'shop-prod-1' } }
    const backup = await startRun(ctx, { ...begin, kind: 'backup' })
    await finishRun(ctx, { run_id: backup.id, outcome: 'succeeded' })
    const now = ctx.clock.now()
    const facts = { method: 'files', ref: 'one', run_id: backup.id, taken_at: now, outcome: 'succeeded' } as const
    const point = await recordRecoveryPoint(ctx, {
      ...of,
      ...facts,
      size_bytes: 41_800_000_000,
      added_bytes: 1_300_000_000,
    })
    const failed = await startRun(ctx, { ...begin, kind: 'backup' })
    await finishRun(ctx, {
      run_id: failed.id,
      outcome: 'failed',
      error: { code: 'agent_lost', message: 'The agent went away in the middle of the backup.' },
    })
    ids.$runId = failed.id
    const run = await startRun(ctx, { ...begin, kind: 'restore', state: 'running' })
    ids.$restoreId = ctx.ids.make('rst')
    const row = {
      id: ids.$restoreId,
      run_id: run.id,
      server_id: of.server_id,
      recovery_point_id: point.id,
      target_server_id: of.server_id,
    }
    const what = { mode: 'path' as const, target_path: '/srv/restored', include: '[]', overwrite: 'always' as const }
    await ctx.db
      .insertInto('restores')
      .values({ ...row, ...what, created_at: now })
      .execute()
  }

  const widths = { light: 1440, dark: 360 } as const

  let closedSeen = false
  const look = async (page: Page, path: string) => {
    await page.goto(path)
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    // Pages of operators are one and the same to members: looked at once.
    if ((await page.getByText(/is not open to you in/).count()) > 0) {
      if (closedSeen) return
      closedSeen = true
    }
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.setViewportSize({ width: widths[colorScheme], height: 900 })
      await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor()
      await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' })
      await expectAccessible(page, colorScheme === 'light' ? undefined : ['color-contrast'])
      const beyond = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
      expect(beyond, `${path} is wider than ${widths[colorScheme]} px`).toBeLessThanOrEqual(0)
      expect(await page.evaluate<string[]>(squeezed), `${path} has words in a column of letters`).toEqual([])
      expect(await page.evaluate<string[]>(cut), `${path} has buttons whose words are cut`).toEqual([])
    }
  }

  test.each(['operator', 'member'] as const)(
    'is in order as %s: axe finds nothing serious, nothing scrolls sideways, no complaint, no other host',
    async (who) => {
      const { page, complaints } = await browser.at(emails[who], '/settings', {})
      const wrong: string[] = []
      for (const path of pages) {
        // All that is wrong, not only the first of it.
        await look(page, path).catch((error: Error) => wrong.push(wordsOf(path, error)))
        wrong.push(...complaints.splice(0).map((complaint) => `${path}: ${complaint}`))
      }
      expect(wrong).toEqual([])
    },
  )
})

/** With what an assertion found, which its message leaves out. */
const wordsOf = (path: string, error: Error): string =>
  `${path}: ${error.message} ${'actual' in error ? JSON.stringify(error.actual) : ''}`

/** Texts that have so little room that their words stand letter below letter. */
const squeezed = `[...document.querySelectorAll('main *')]
  .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim().length > 3))
  .filter((one) => one.clientWidth > 1 && one.clientWidth < 16 && one.clientHeight > 48)
  .map((one) => one.textContent)`

/** Buttons that stand where there is no room for their words. */
const cut = `[...document.querySelectorAll('main button *')]
  .filter((one) => one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1)
  .filter((one) => getComputedStyle(one).overflowX === 'hidden' && getComputedStyle(one).textOverflow === 'clip')
  .map((one) => one.textContent)`
