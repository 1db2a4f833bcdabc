import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { echoRoute, route } from '../helpers/http-routes.ts'
import { listen, testServer, testServices } from '../helpers/http-server.ts'

const executablePath = process.env.BACKSTAY_CHROMIUM

describe.skipIf(executablePath === undefined)('the API reference in a browser', () => {
  let browser: Browser
  let app: Awaited<ReturnType<typeof testServer>>
  let port: number

  beforeAll(async () => {
    app = await testServer(testServices(), { routes: [echoRoute, route({ summary: 'Look at things' })] })
    port = await listen(app)
    browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: ['--no-sandbox'] })
  })
  afterAll(async () => {
    await browser.close()
    await app.close()
  })

  test('shows the routes, and nothing is stopped by its policy or asked of another machine', async () => {
    const page = await browser.newPage()
    const complaints: string[] = []
    const elsewhere: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url())
      if (protocol !== 'data:' && origin !== `http://127.0.0.1:${port}`) elsewhere.push(request.url())
    })
    await page.goto(`http://127.0.0.1:${port}/api/docs`)
    await page.getByText('Look at things').waitFor()
    await page.getByText('Answer the body').click()
    await page.getByText('Request body').waitFor()
    expect(complaints).toEqual([])
    expect(elsewhere).toEqual([])
    await page.close()
  })
})
