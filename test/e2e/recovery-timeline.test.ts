import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dayMs, isoPlusMs } from '../../src/lib/clock.ts'
import { refreshServerFacts } from '../../src/protections/facts/refresh-server-facts.ts'
import { recordRecoveryPoint } from '../../src/recovery-points/record-recovery-point.ts'
import { newOrganization, signedInPerson, startTestApp, type TestApp } from '../helpers/app.ts'
import { chromiumPath, expectAccessible, openBrowser, still, type TestBrowser, webDir } from '../helpers/browser.ts'
import { newFileServer } from '../helpers/file-servers.ts'

const historyDays = 300

describe.skipIf(chromiumPath === undefined)('the recovery timeline', { timeout: 120_000 }, () => {
  let app: TestApp
  let browser: TestBrowser
  let server_id: string
  let email: string

  beforeAll(async () => {
    app = await startTestApp({ web_dir: webDir })
    browser = await openBrowser(app.url)
    const organization = await newOrganization(app, 'Harbour')
    email = (await signedInPerson(app, { name: 'Ada', memberships: { [organization.id]: 'owner' } })).email
    server_id = await makeHistory(organization.id)
  })
  afterAll(async () => {
    await browser?.close()
    await app?.stop()
  })

  /** A backup a day, some of them let go, gone or with a warning, and some days without one. */
  const makeHistory = async (organization_id: string): Promise<string> => {
    const { ctx } = app
    const { server_id, protection_id } = await newFileServer(ctx, organization_id)
    const now = ctx.clock.now()
    const begin = { server_id, protection_id, method: 'files', run_id: 'run_1' } as const
    for (let age = historyDays; age >= 0; age -= 1) {
      if (age === 11 || age === 10) continue
      const taken_at = `${isoPlusMs(now, -age * dayMs).slice(0, 10)}T00:10:00.000Z`
      const outcome = age === 20 ? ('warning' as const) : ('succeeded' as const)
      const warning = age === 20 ? { code: 'skipped', message: '3 files could not be read' } : null
      const added_bytes = 400_000_000 + ((age * 37) % 11) * 90_000_000
      await recordRecoveryPoint(ctx, {
        ...begin,
        ref: `day ${age}`,
        taken_at,
        outcome,
        warning,
        size_bytes: 41_800_000_000,
        added_bytes,
      })
    }
    const until = isoPlusMs(now, -60 * dayMs)
    const forgotten_at = isoPlusMs(now, -2 * dayMs)
    await ctx.db
      .updateTable('recovery_points')
      .set({ state: 'forgotten', forgotten_at, purge_after: isoPlusMs(forgotten_at, 3 * dayMs) })
      .where('server_id', '=', server_id)
      .where('taken_at', '<', until)
      .execute()
    const wanted_since = isoPlusMs(now, -historyDays * dayMs)
    await ctx.db.updateTable('protections').set({ wanted_since }).where('id', '=', protection_id).execute()
    await refreshServerFacts(ctx, { server_id })
    return server_id
  }

  const openServer = async (options: object = {}): Promise<{ page: Page; complaints: string[] }> => {
    const { page, complaints } = await browser.at(email, `/servers/${server_id}`, { ...still, ...options })
    await page.getByRole('slider', { name: 'Recovery timeline, day' }).waitFor()
    return { page, complaints }
  }
  const days = (page: Page) => page.getByRole('slider', { name: 'Recovery timeline, day' })
  const band = (page: Page) => page.getByRole('slider', { name: 'Shown part of the history' })
  const words = (of: ReturnType<typeof days>) => of.getAttribute('aria-valuetext')
  const chosenSpan = (page: Page) => page.getByRole('group', { name: 'Span' }).getByRole('radio', { checked: true })

  test('spans from a day to a year are chosen by hand and by keys, and a day keeps its place', async () => {
    const { page, complaints } = await openServer({ viewport: { width: 1440, height: 1100 } })
    for (const span of ['24 h', '7 d', '90 d', '1 y', '30 d']) {
      await page.getByRole('group', { name: 'Span' }).getByText(span, { exact: true }).click()
      await expect.poll(async () => (await words(band(page)))?.includes(' to ')).toBe(span !== '24 h')
    }
    await expectAccessible(page)
    await days(page).focus()
    await page.keyboard.press('+')
    await expect.poll(() => chosenSpan(page).inputValue()).toBe('7')
    await page.keyboard.press('-')
    await page.keyboard.press('-')
    await expect.poll(() => chosenSpan(page).inputValue()).toBe('90')
    const last = await days(page).getAttribute('aria-valuenow')
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowLeft')
    expect(Number(last) - Number(await days(page).getAttribute('aria-valuenow'))).toBe(90)
    expect(complaints).toEqual([])
  })

  test('a day says what can be restored, and of what is gone when and why it went', async () => {
    const { page } = await openServer({ timezoneId: 'America/New_York' })
    await days(page).focus()
    await page.keyboard.press('End')
    await page
      .getByText(/^\w{3} \d+ \w{3} (19|20):10\b/)
      .first()
      .waitFor()
    await page.getByText(/days of UTC$/).waitFor()
    for (let step = 0; step < 3; step += 1) await page.keyboard.press('PageUp')
    await page.getByText(/(19|20):10 expired .*, can be brought back until /).waitFor()
    expect(await page.getByRole('link', { name: /^Restore .*…$/ }).count()).toBe(0)
  })

  test('the band below shows all of it; its window is dragged by body, grips and keys', async () => {
    const { page } = await openServer({ viewport: { width: 1440, height: 1100 } })
    const before = await words(band(page))
    await band(page).focus()
    await page.keyboard.press('ArrowLeft')
    expect(await words(band(page))).not.toBe(before)
    await page.keyboard.press('End')
    expect(await words(band(page))).toBe(before)
    const box = await band(page).boundingBox()
    if (box === null) throw new Error('the window of the band has no box')
    await page.mouse.move(box.x + 1, box.y + 10)
    await page.mouse.down()
    await page.mouse.move(box.x - 200, box.y + 10, { steps: 4 })
    await page.mouse.up()
    const wide = await band(page).boundingBox()
    expect(Math.round(wide?.width ?? 0)).toBeGreaterThan(box.width + 190)
    expect(await chosenSpan(page).count()).toBe(0)
    await page.mouse.move((wide?.x ?? 0) + 60, box.y + 10)
    await page.mouse.down()
    await page.mouse.move((wide?.x ?? 0) - 100, box.y + 10, { steps: 4 })
    await page.mouse.up()
    expect(Math.round((wide?.x ?? 0) - ((await band(page).boundingBox())?.x ?? 0))).toBeGreaterThan(150)
  })

  test('the mouse drags the days along, and the wheel with Ctrl zooms about the pointer', async () => {
    const { page } = await openServer({ viewport: { width: 1440, height: 1100 } })
    const before = await words(band(page))
    const box = await days(page).boundingBox()
    if (box === null) throw new Error('the timeline has no box')
    await page.mouse.move(box.x + 400, box.y + 60)
    await page.mouse.down()
    await page.mouse.move(box.x + 600, box.y + 60, { steps: 4 })
    await page.mouse.up()
    await expect.poll(() => words(band(page))).not.toBe(before)
    await page.keyboard.down('Control')
    await page.mouse.wheel(0, -300)
    await page.keyboard.up('Control')
    await expect.poll(() => chosenSpan(page).inputValue()).toBe('7')
  })

  test.each(['light', 'dark'] as const)('on a phone it fits, in %s', async (colorScheme) => {
    const { page, complaints } = await openServer({
      viewport: { width: 360, height: 780 },
      hasTouch: true,
      colorScheme,
    })
    await page.getByRole('group', { name: 'Span' }).getByText('90 d').click()
    await expectAccessible(page)
    await page.getByRole('group', { name: 'Span' }).getByText('30 d').click()
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
    expect(complaints).toEqual([])
  })
})
