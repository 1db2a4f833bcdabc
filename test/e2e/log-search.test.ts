import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { logRun } from '../../src/runs/log-run.ts'
import { startRun } from '../../src/runs/start-run.ts'
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

describe.skipIf(chromiumPath === undefined)('searching all logs', { timeout: 60_000 }, () => {
  let app: TestApp
  let browser: TestBrowser
  let email: string
  let runId: string

  beforeAll(async () => {
    app = await startTestApp({ web_dir: webDir })
    browser = await openBrowser(app.url)
    email = (await signedInPerson(app, { name: 'Mira Kessler', operator: true })).email
    const run = await startRun(app.ctx, { kind: 'sync', organization_id: null })
    runId = run.id
    // More than a page of the log holds stand before it.
    const before = Array.from({ length: 230 }, (_, n) => `Page ${n} was read`)
    await logRun(app.ctx, { run_id: run.id, message: before })
    await logRun(app.ctx, {
      run_id: run.id,
      level: 'warning',
      message: 'Nothing is younger than 2026-01-20 02:14 UTC.',
    })
    await startRun(app.ctx, { kind: 'sync', organization_id: null })
  })
  afterAll(async () => {
    await browser?.close()
    await app?.stop()
  })

  test('a line is found among all runs, told by the reader’s clocks, and its run’s log opens at it', async () => {
    const { page, complaints } = await browser.at(email, '/runs', still)
    await page.getByText('Log lines', { exact: true }).click()
    await page.getByText('Search the logs of all runs', { exact: true }).waitFor()
    await page.getByRole('searchbox', { name: 'Search the logs of all runs' }).fill('younger')
    const found = page.getByRole('table', { name: 'Lines of logs' }).getByRole('row').filter({ hasText: 'younger' })
    await found.waitFor()
    await page.getByText('Logs of all runs searched').waitFor()
    expect(await found.textContent()).toContain('warning Nothing is younger than')
    expect(await found.textContent()).not.toContain('UTC')
    expect(await found.locator('time').first().getAttribute('title')).toContain('(2026-01-20T02:14:00Z)')
    await expectAccessible(page)
    await found.getByRole('link').first().click()
    await page.waitForURL(`**/runs/${runId}?line=*`)
    const line = page.locator('[aria-current="true"]').filter({ hasText: 'Nothing is younger than' })
    await line.waitFor()
    await expect.poll(async () => ((await line.boundingBox())?.y ?? -1) > 0).toBe(true)
    expect((await line.boundingBox())?.y).toBeLessThan(page.viewportSize()?.height ?? 0)
    await expectAccessible(page)
    expect(complaints).toEqual([])
  })

  test('what is longer or shorter than the API takes is cut, or not asked for', async () => {
    const { page, complaints } = await browser.at(email, `/runs?q=${'x'.repeat(120)}`, still)
    await page.getByText('No run matches these filters').waitFor()
    await page.getByText('Log lines', { exact: true }).click()
    await page.getByText(`No line with “${'x'.repeat(100)}”`).waitFor()
    const field = page.getByRole('searchbox', { name: 'Search the logs of all runs' })
    await field.clear()
    await field.focus()
    await page.keyboard.insertText('y'.repeat(120))
    await page.getByText(`No line with “${'y'.repeat(100)}”`).waitFor()
    await page.goto('/runs?view=lines&q=%20a')
    await page.getByText('Type two letters or more').waitFor()
    expect(complaints).toEqual([])
  })

  test('other lists cut it too, and a space between two words stays while one thinks', async () => {
    const { page, complaints } = await browser.at(email, `/customers?q=${'x'.repeat(120)}`, still)
    await page.getByText(`No customer matches “${'x'.repeat(100)}”`).waitFor()
    const field = page.getByRole('searchbox', { name: 'Search by name' })
    await field.fill('hou ')
    await page.waitForURL('**/customers?q=hou')
    await page.getByRole('link', { name: 'House' }).first().waitFor()
    expect(await field.inputValue()).toBe('hou ')
    await page.goto(`/backups?q=${'x'.repeat(120)}`)
    await page.getByRole('heading', { name: 'Backups', level: 1 }).waitFor()
    expect(await page.getByText('could not be loaded').count()).toBe(0)
    expect(complaints).toEqual([])
  })

  test('members list the runs and search the lines of their organization, and of no other', async () => {
    const team = await newTeam(app, 'Harbour & Finch', ['viewer'])
    const { organization_id } = team
    const own = await startRun(app.ctx, { kind: 'backup', organization_id })
    await logRun(app.ctx, { run_id: own.id, message: ['The folder of the younger harbour was read'] })
    const { page, complaints } = await browser.at(team.emails.viewer, '/servers', phone)
    await page.goto('/runs')
    await page.getByText('Everything Backstay did and is doing for Harbour & Finch').waitFor()
    await page.getByText('1 run', { exact: true }).waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360)
    await page.getByText('Log lines', { exact: true }).click()
    await page.getByRole('searchbox', { name: 'Search the logs of all runs' }).fill('younger')
    await page.getByText('The folder of the younger harbour was read').waitFor()
    expect(await page.getByText('Nothing is younger than').count()).toBe(0)
    expect(await page.getByLabel('Customer').count()).toBe(0)
    await expectAccessible(page)
    await page.getByRole('link', { name: /^Backup/ }).click()
    await page.waitForURL(`**/runs/${own.id}?line=*`)
    await page.locator('header').getByRole('link', { name: 'Runs and log' }).click()
    await page.waitForURL('**/runs')
    expect(complaints).toEqual([])
  })

  test('times are found in a log as they stand there, and the search of all logs says how it takes them', async () => {
    const { page } = await browser.at(email, `/runs/${runId}`, { ...still, timezoneId: 'Asia/Tokyo' })
    const line = page.getByRole('listitem').filter({ hasText: 'Nothing is younger than' })
    const find = page.getByRole('searchbox', { name: 'Find in the log' })
    for (const text of ['11:14', '2026-01-20 02:14 utc']) {
      await find.fill(text)
      await page.getByText('Page 1 was read', { exact: true }).waitFor({ state: 'detached' })
      await line.waitFor()
    }
    await find.fill('12:14')
    await page.getByText('No line with “12:14”').waitFor()
    await page.goto('/runs?view=lines&q=11:14')
    await page.getByText('Times in lines are searched as UTC').waitFor()
  })

  test('what no line says is told with how far was looked', async () => {
    const { page, complaints } = await browser.at(email, '/runs?view=lines&q=unheard-of', still)
    await page.getByText('No line with “unheard-of”').waitFor()
    await page.getByText('Logs of all runs searched').first().waitFor()
    expect(complaints).toEqual([])
  })
})
