// npm run screenshots: starts an instance of its own with the demo, and takes the main pages in both themes and two widths.
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type APIRequestContext, type Browser, chromium } from 'playwright-core'
import { freePort } from '../../test/helpers/free-port.ts'
import { startMain } from '../../test/helpers/main-process.ts'
import { until } from '../../test/helpers/until.ts'
import { type Shot, shotsOf } from './shots.ts'

const folder = join(import.meta.dirname, '../../docs/screenshots')
const operator = { email: 'mira@example.com', password: 'correct horse battery' }
const owner = { email: 'eleanor@harbour-finch.example', password: 'correct horse battery' }
const sizes = { 1440: { width: 1440, height: 900 }, 360: { width: 360, height: 780 } } as const

const take = async (browser: Browser, url: string, shots: readonly Shot[]): Promise<void> => {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const [width, viewport] of Object.entries(sizes)) {
      const look = {
        viewport,
        colorScheme,
        reducedMotion: 'reduce',
        locale: 'en-GB',
        timezoneId: 'Europe/Berlin',
      } as const
      for (const who of ['operator', 'owner'] as const) {
        const context = await browser.newContext({ baseURL: url, ...look })
        await signIn(context.request, url, who === 'operator' ? operator : owner)
        const page = await context.newPage()
        for (const shot of shots.filter((shot) => shot.who === who)) {
          await page.goto(shot.path)
          await page.getByRole('heading', { level: 1 }).first().waitFor()
          await page.waitForLoadState('networkidle')
          await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' })
          await page.evaluate('document.fonts.ready')
          await page.screenshot({ path: join(folder, `${shot.name}-${colorScheme}-${width}.png`), caret: 'hide' })
        }
        await context.close()
      }
    }
  }
}

const signIn = async (request: APIRequestContext, url: string, who: { email: string; password: string }) => {
  const answer = await request.post(`${url}/api/auth/sign-in/email`, { data: who, headers: { origin: url } })
  if (!answer.ok()) throw new Error(`The sign-in of ${who.email} answered ${answer.status()}: ${await answer.text()}`)
}

/** Until the demo stands, the work that it begins included: pictures of half of it would differ each time. */
const waitForDemo = async (request: APIRequestContext): Promise<void> => {
  const list = async (path: string) => (await (await request.get(path)).json()).data as object[]
  let quietSince: number | null = null
  await until(async () => {
    const [proofs, running, queued] = await Promise.all([
      list('/api/runs?kind=drill'),
      list('/api/runs?state=running'),
      list('/api/runs?state=queued'),
    ])
    const isQuiet = proofs.length > 0 && running.length + queued.length === 0
    quietSince = isQuiet ? (quietSince ?? performance.now()) : null
    return quietSince !== null && performance.now() - quietSince > quietMs
  }, 240_000)
}
// Figures of the fleet are worked out once a minute.
const quietMs = 70_000

const dataDir = await mkdtemp(join(tmpdir(), 'backstay-screenshots-'))
const url = `http://127.0.0.1:${await freePort()}`
const backstay = startMain({
  BACKSTAY_PORT: new URL(url).port,
  BACKSTAY_DATA_DIR: dataDir,
  BACKSTAY_DEMO: '1',
  BACKSTAY_LOG: 'error',
  BACKSTAY_ADMIN_EMAIL: operator.email,
  BACKSTAY_ADMIN_PASSWORD: operator.password,
})
const browser = await chromium.launch({ executablePath: process.env.BACKSTAY_CHROMIUM ?? '', args: ['--no-sandbox'] })
try {
  await backstay.ready()
  const { request } = await browser.newContext({ baseURL: url, extraHTTPHeaders: { origin: url } })
  await signIn(request, url, operator)
  console.log('Waiting for the demo.')
  await waitForDemo(request)
  await mkdir(folder, { recursive: true })
  await take(browser, url, await shotsOf(request, owner))
  console.log(`The pictures are in ${folder}.`)
} finally {
  await browser.close()
  backstay.pressCtrlC()
  await backstay.ended()
  await rm(dataDir, { recursive: true, force: true })
}
