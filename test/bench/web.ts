import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Locator, type Page } from 'playwright-core'
import { freePort } from '../helpers/free-port.ts'
import type { Figure } from './figure.ts'
import { longestTask, type Tasks, watchTasks } from './web-tasks.ts'

type Served = { url: string; email: string; password: string }

const root = join(import.meta.dirname, '../..')
const servers = 100_000
const runs = 100_000
/** As on a machine a quarter as quick. */
const throttled = 4
const taskGoal = 'goal ≤ 50 ms'

/** Dashboard and Backups at 100,000 servers in a real Chromium with its processor throttled: until they answer, and how smooth they stay. */
export const benchWeb = async (): Promise<Figure[]> => {
  if (!existsSync(join(root, 'web/dist/index.html'))) throw new Error('The web is not built: run `npm start` once.')
  const dataDir = await mkdtemp(join(tmpdir(), 'backstay-bench-'))
  const env = {
    BACKSTAY_DATA_DIR: dataDir,
    BACKSTAY_PORT: String(await freePort()),
    BACKSTAY_DEMO: '0',
    BACKSTAY_ROLES: 'api',
    BENCH_SERVERS: String(servers),
    BENCH_RUNS: String(runs),
  }
  const server = fork(join(import.meta.dirname, 'web-server.ts'), [], { env: { ...process.env, ...env } })
  const exited = once(server, 'exit')
  const path = process.env.BACKSTAY_CHROMIUM
  const browser = await chromium.launch({ ...(path ? { executablePath: path } : {}), args: ['--no-sandbox'] })
  try {
    const [served] = (await Promise.race([once(server, 'message'), exited.then(failed)])) as [Served]
    return await measure(browser, served)
  } finally {
    await browser.close()
    if (server.connected) server.disconnect()
    await exited
    await rm(dataDir, { recursive: true, force: true })
  }
}

const failed = ([code]: unknown[]): never => {
  throw new Error(`The server of the bench ended with ${code}.`)
}

const measure = async (browser: Browser, { url, email, password }: Served): Promise<Figure[]> => {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width: 1440, height: 1000 },
    locale: 'en-GB',
    reducedMotion: 'reduce',
  })
  await context.request.post('/api/auth/sign-in/email', { data: { email, password }, headers: { origin: url } })
  const open = async (throttledBy: number) => {
    const page = await context.newPage()
    const session = await context.newCDPSession(page)
    await session.send('Emulation.setCPUThrottlingRate', { rate: throttledBy })
    return page
  }
  const figures: Figure[] = []
  // Once before it counts, so that the server and the browser's cache are warm.
  for (const isMeasured of [false, true]) {
    for (const [name, path, shown] of [
      ['dashboard', '/dashboard', 'text=Needs attention'],
      ['backups', '/backups', 'tbody tr[data-row] svg'],
    ] as const) {
      const page = await open(throttled)
      const ready = await timeToInteractive(page, path, shown)
      if (isMeasured) figures.push({ name: `web: ${name} until it answers`, value: ready, unit: 'ms', note: note() })
      await page.close()
    }
  }
  for (const [name, path, prepare] of works) {
    const page = await open(1)
    await page.goto(path)
    await page.locator('tbody tr[data-row] svg').first().waitFor({ timeout: 120_000 })
    await settled(page)
    const work = await prepare(page)
    figures.push(...tasksOf(name, await watchTasks(browser, page, work)))
    await page.close()
  }
  return figures
}

const note = () =>
  `processor throttled ×${throttled}; ${servers} servers; load of the machine ${loadavg()[0]?.toFixed(1)}`

const tasksOf = (name: string, tasks: Tasks): Figure[] => [
  {
    name: `web: longest task ${name}`,
    value: tasks.longest_ms,
    unit: 'ms',
    compared_to: taskGoal,
    note: `${servers} servers; load of the machine ${loadavg()[0]?.toFixed(1)}`,
  },
  {
    name: `web: the same by processor time ${name}`,
    value: tasks.longest_processor_ms,
    unit: 'ms',
    compared_to: taskGoal,
    note: `what other work on the machine took is not in it; ${tasks.over} of ${tasks.count} tasks over 50 ms`,
  },
]

const scroll = async (page: Page, direction: 1 | -1): Promise<void> => {
  await page.mouse.move(720, 600)
  for (let step = 0; step < 60; step++) {
    await page.mouse.wheel(0, direction * 450)
    await page.evaluate('new Promise(requestAnimationFrame)')
  }
  await settled(page)
}

/** Nothing is asked for any more, and what came is drawn. */
const settled = async (page: Page): Promise<void> => {
  await page.waitForLoadState('networkidle')
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))')
}

type Place = readonly [x: number, y: number]

/** Where to press, found before anything is measured: to look for it is work in the page too. */
const middleOf = async (locator: Locator): Promise<Place> => {
  const box = await locator.boundingBox()
  if (box === null) throw new Error(`${locator} is not on the page.`)
  return [box.x + box.width / 2, box.y + box.height / 2]
}

const pressAll = async (page: Page, places: readonly Place[]) => {
  for (const [x, y] of places) {
    await page.mouse.click(x, y)
    await settled(page)
  }
}

/** What people do on a page: its address, and what is prepared there before the work that is measured. */
const works: readonly (readonly [string, string, (page: Page) => Promise<() => Promise<void>>])[] = [
  ['while scrolling through 600 rows', '/backups', async (page) => () => scroll(page, 1)],
  [
    'while scrolling back',
    '/backups',
    async (page) => {
      await scroll(page, 1)
      return () => scroll(page, -1)
    },
  ],
  [
    'while filtering by chips',
    '/backups',
    async (page) => {
      const chips = page.getByRole('group', { name: 'Which servers' })
      const places: Place[] = []
      for (const name of [/^Missed/, /^At risk/, /^Disabled/, /^All/])
        places.push(await middleOf(chips.getByRole('button', { name })))
      return () => pressAll(page, places)
    },
  ],
  [
    'while searching',
    '/backups',
    async (page) => {
      await page.getByRole('button', { name: 'Filter', exact: true }).click()
      await page.getByRole('searchbox', { name: 'Search servers' }).focus()
      await settled(page)
      return async () => {
        await page.keyboard.type('web-1a', { delay: 150 })
        await settled(page)
        for (const _ of 'web-1a') await page.keyboard.press('Backspace')
        await settled(page)
      }
    },
  ],
  [
    'while sorting',
    '/backups',
    async (page) => {
      const places: Place[] = []
      for (const name of ['Storage', 'Last backup', 'Server', 'Status'])
        places.push(await middleOf(page.locator('thead').getByRole('button', { name })))
      return () => pressAll(page, places)
    },
  ],
]

/** From the address to the moment when the page shows its data and no task keeps it from answering at once. */
const timeToInteractive = async (page: Page, path: string, shown: string): Promise<number> => {
  await page.addInitScript(longestTask)
  await page.goto(path)
  await page.locator(shown).first().waitFor({ timeout: 120_000 })
  const at = await page.evaluate<number>('performance.now()')
  await settled(page)
  const quietFrom = await page.evaluate<number>('window.lastLongTaskEnd ?? 0')
  return Math.max(at, quietFrom)
}
