import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AgentProcess, startAgent } from '../helpers/agent-world.ts'
import { newTeam, signedInPerson, startTestApp, type TestApp } from '../helpers/app.ts'
import { chromiumPath, expectAccessible, openBrowser, still, type TestBrowser, webDir } from '../helpers/browser.ts'
import type { HttpClient, Json } from '../helpers/http-client.ts'
import { testRestic } from '../helpers/restic.ts'
import { until } from '../helpers/until.ts'

describe.skipIf(chromiumPath === undefined)('restoring files on the web', { timeout: 180_000 }, () => {
  let app: TestApp
  let browser: TestBrowser
  let agent: AgentProcess
  let folder: string
  let source: string
  let owner: HttpClient
  let server: Json
  let point: Json
  let emails: Record<'owner' | 'viewer', string>

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bs-restore-'))
    source = join(folder, 'data')
    await mkdir(join(source, 'deep'), { recursive: true })
    await writeFile(join(source, 'one.txt'), 'the first file')
    await writeFile(join(source, 'deep', 'two.txt'), 'the second file')
    app = await startTestApp({
      web_dir: webDir,
      env: { BACKSTAY_ROLES: 'api,worker,gateway' },
    })
    browser = await openBrowser(app.url)
    const operator = (await signedInPerson(app, { name: 'Mira Kessler', operator: true })).client
    const team = await newTeam(app, 'Harbour & Finch', ['owner', 'viewer'])
    const { organization_id } = team
    emails = team.emails
    owner = team.clients.owner
    const [plan]: Json[] = (await operator.get('/api/plans')).body.data
    await operator.post('/api/subscriptions', { organization_id, plan_id: plan.id, quantity: 1 })
    await enrol(organization_id)
    await backUp()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await agent?.end('SIGKILL')
    await app?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  const enrol = async (organization_id: string) => {
    const { body } = await owner.post('/api/enrolments', { organization_id, server_name: 'garage' })
    const words = body.command.split(' ').slice(2)
    agent = startAgent([...words, '--state-dir', join(folder, 'agent')], { BACKSTAY_RESTIC: await testRestic() })
    await until(() => agent.output().includes('Connected') || agent.child.exitCode !== null)
    expect(agent.output()).toContain('Connected')
    server = (await owner.get('/api/servers')).body.data[0]
  }

  /** A first backup whose files can be listed. */
  const backUp = async () => {
    await owner.send('PUT', `/api/servers/${server.id}/protections/files`, { settings: { paths: [source] } })
    await owner.post(`/api/servers/${server.id}/toggle-backups`, { enable: true })
    expect((await owner.post(`/api/servers/${server.id}/backups`)).status).toBe(202)
    await until(async () => {
      point = (await owner.get(`/api/servers/${server.id}/recovery-points`)).body.data[0]
      return point?.browsable === true
    })
  }

  const at = (role: keyof typeof emails, path: string, options: object = still) =>
    browser.at(emails[role], path, options)

  test('a file is chosen in four steps, and comes back in place once the name is typed', async () => {
    await writeFile(join(source, 'one.txt'), 'spoiled')
    await writeFile(join(source, 'deep', 'two.txt'), 'left as it is')
    const { page, complaints } = await at('owner', `/servers/${server.id}`)
    await page.getByRole('link', { name: 'Restore…', exact: true }).click()

    await page.getByRole('heading', { name: 'Which backup' }).waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: /^Next the backup of / }).click()

    const heading = page.getByRole('heading', { name: 'What to restore' })
    await heading.waitFor()
    await until(() => heading.evaluate((element) => element === element.ownerDocument.activeElement))
    await page.getByRole('radio', { name: /Files and folders/ }).check()
    await page.getByRole('checkbox', { name: 'one.txt' }).check()
    await expectAccessible(page)
    // What was chosen is kept in the browser, not in the page.
    await page.reload()
    await page.getByRole('button', { name: `Leave out ${join(source, 'one.txt')}` }).waitFor()
    await page.getByRole('button', { name: 'Next' }).click()

    await page.getByRole('heading', { name: 'Where to' }).waitFor()
    expect(await page.getByRole('radio', { name: /In place on garage/ }).isChecked()).toBe(true)
    expect(await page.getByRole('checkbox', { name: 'Take a safety backup first' }).isChecked()).toBe(true)
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Next' }).click()

    await page.getByText('Everything written to what was chosen since then is overwritten.').waitFor()
    await page.getByText('The agent on garage is connected').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: /^Restore garage ?: The button works once/ }).waitFor()
    await page.getByLabel('Type garage to confirm').fill('garage')
    await page.getByRole('button', { name: 'Restore garage', exact: true }).click()

    await page.waitForURL(/\/restores\/rst_/)
    await page.reload()
    await page.getByRole('heading', { name: 'Restore to garage' }).waitFor()
    await page.getByRole('status').getByText('Succeeded').waitFor()
    await page.getByText('read back and compared', { exact: true }).waitFor()
    await page.getByText(/Safety backup, /).waitFor()
    await expectAccessible(page)
    expect(await readFile(join(source, 'one.txt'), 'utf8')).toBe('the first file')
    expect(await readFile(join(source, 'deep', 'two.txt'), 'utf8')).toBe('left as it is')

    await page.goto('/restores')
    await page.getByRole('link', { name: 'garage' }).waitFor()
    await expectAccessible(page)
    expect(complaints).toEqual([])
  })

  test('a trial into another folder writes nothing and leads to the real one', async () => {
    const target = join(folder, 'elsewhere')
    const { page, complaints } = await at('owner', `/servers/${server.id}/restore?point=${point.id}&step=where`)
    await page.getByRole('radio', { name: /Into another folder on garage/ }).check()
    const field = page.getByLabel('Folder', { exact: true })
    await field.fill('srv')
    await field.blur()
    await page.getByText('Name the folder in full').first().waitFor()
    await field.fill(target)
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByText('The agent on garage is connected').waitFor()
    expect(await page.getByLabel('Type garage to confirm').count()).toBe(0)
    await page.getByRole('button', { name: 'Try it without writing' }).click()
    await page.getByText('Would be written', { exact: true }).waitFor()
    await expect(readFile(join(target, source, 'one.txt'))).rejects.toThrow('ENOENT')

    await page.getByRole('button', { name: 'Restore for real…' }).click()
    await page.getByRole('button', { name: 'Restore to garage' }).click()
    await page.getByText('read back and compared', { exact: true }).waitFor()
    expect(await readFile(join(target, source, 'one.txt'), 'utf8')).toBe('the first file')
    expect(complaints).toEqual([])
  })

  test('a refusal stands there in the server’s words', async () => {
    const { page, complaints } = await at('owner', `/servers/${server.id}/restore?point=${point.id}&step=review`)
    await page.getByText('The agent on garage is connected').waitFor()
    await page.route('**/api/servers/*/restores', (route) =>
      route.fulfill({
        status: 409,
        json: { error: { code: 'restore_running', message: 'Another restore to this server is under way.' } },
      }),
    )
    await page.getByLabel('Type garage to confirm').fill('garage')
    await page.getByRole('button', { name: 'Restore garage', exact: true }).click()
    const refusal = page.getByRole('alert')
    await refusal.getByText('Another restore to this server is under way.').waitFor()
    await refusal.getByRole('link', { name: 'See the restores' }).waitFor()
    expect(complaints).toEqual([])
  })

  test('every step fits a phone', async () => {
    const { page, complaints } = await at('owner', `/servers/${server.id}/restore?point=${point.id}`, {
      ...still,
      viewport: { width: 360, height: 780 },
      colorScheme: 'dark',
    })
    const steps = page.getByRole('navigation', { name: 'Steps of the restore' })
    for (const step of ['Backup', 'What', 'Where', 'Review']) {
      await steps.getByRole('link', { name: step }).click()
      await page.locator(`[aria-current="step"]`, { hasText: step }).waitFor()
      await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' })
      await expectAccessible(page)
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), step).toBe(0)
    }
    await page.goto('/restores')
    await page.getByRole('link', { name: 'garage' }).first().waitFor()
    await expectAccessible(page)
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
    await page.goto(`/servers/${server.id}/files?point=${point.id}`)
    // What has no size says what it is, and no button stands in another.
    await page.getByText('folder', { exact: true }).first().waitFor()
    expect(await page.locator('button button').count()).toBe(0)
    expect(complaints).toEqual([])
  })
})
