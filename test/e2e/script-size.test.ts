import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newOrganization, signedInPerson, startTestApp, type TestApp } from '../helpers/app.ts'
import { chromiumPath, openBrowser, type TestBrowser, webDir } from '../helpers/browser.ts'
import { newFileServer } from '../helpers/file-servers.ts'

/** The limit is 250,000; what is above this leaves no room for what is to come. */
const mostBytes = 236_000
/** The page of a server shows the most. */
const mostOfServer = 247_000

describe.skipIf(chromiumPath === undefined)('scripts that a page loads', { timeout: 120_000 }, () => {
  let app: TestApp
  let browser: TestBrowser
  beforeAll(async () => {
    app = await startTestApp({ web_dir: webDir })
    browser = await openBrowser(app.url)
  })
  afterAll(async () => {
    await browser?.close()
    await app?.stop()
  })

  test('are few: each page of operators, opened by itself, under the limit', async () => {
    const { email } = await signedInPerson(app, { name: 'Operator', operator: true })
    const { context } = await browser.at(email, '/backups', {})
    const sizes: Record<string, number> = {}
    const organization = await newOrganization(app, 'Harbour')
    const { server_id } = await newFileServer(app.ctx, organization.id)
    const paths = [
      'dashboard',
      'analytics',
      'backups',
      'plans',
      'provider-accounts',
      'customers',
      'runs',
      'settings',
      'storage',
      'agents',
    ]
    for (const path of [...paths, `servers/${server_id}`, `servers/${server_id}/restore`]) {
      const scripts = new Set<string>()
      const opened = await context.newPage()
      opened.on('response', (response) => {
        const { pathname } = new URL(response.url())
        if (pathname.endsWith('.js')) scripts.add(pathname)
      })
      await opened.goto(`/${path}`)
      await opened.getByRole('heading', { level: 1 }).waitFor()
      await opened.waitForLoadState('networkidle')
      const files = await Promise.all([...scripts].map((script) => readFile(join(webDir, script))))
      sizes[path] = files.reduce((sum, file) => sum + gzipSync(file).length, 0)
      await opened.close()
    }
    process.stdout.write(`scripts of pages, bytes in gzip: ${JSON.stringify(sizes)}\n`)
    expect(
      Object.entries(sizes).filter(
        ([path, bytes]) => bytes > (path === `servers/${server_id}` ? mostOfServer : mostBytes),
      ),
    ).toEqual([])
  })
})
