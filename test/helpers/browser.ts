import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { expect, onTestFinished } from 'vitest'
import { password } from './app.ts'

/** Set by `npm test` where there is a Chromium; browser tests are skipped without one. */
export const chromiumPath: string | undefined = process.env.BACKSTAY_CHROMIUM

/** The built web interface, for `startTestApp`. */
export const webDir = join(import.meta.dirname, '../../web/dist')

/** Without motion, so that no colour is measured on its way to another. */
export const still = { reducedMotion: 'reduce' } as const
export const phone = { ...still, viewport: { width: 360, height: 800 } }

type Person = { page: Page; context: BrowserContext; complaints: string[] }

export type TestBrowser = {
  /** A browser of its own kind of person for the test that asks: no cookies, and a look-out for everything that must not happen. */
  person(options?: BrowserContextOptions): Promise<Person>
  /** Such a person, signed in by e-mail address and the password of all test people, in front of a page with its heading. */
  at(email: string, path: string, options?: BrowserContextOptions): Promise<Person>
  close(): Promise<void>
}

export const openBrowser = async (url: string): Promise<TestBrowser> => {
  const browser: Browser = await chromium.launch({
    ...(chromiumPath ? { executablePath: chromiumPath } : {}),
    args: ['--no-sandbox'],
  })
  const person: TestBrowser['person'] = async (options = {}) => {
    const context = await browser.newContext({
      baseURL: url,
      locale: 'en-GB',
      timezoneId: 'Europe/Berlin',
      ...options,
    })
    const page = await context.newPage()
    // A page that stays open goes on listening and drawing beside the tests that follow.
    onTestFinished(async ({ task }) => {
      if (task.result?.state === 'fail') await tellPage(page, task.name)
      await context.close()
    })
    return { page, context, complaints: listenForComplaints(page, url) }
  }
  return {
    person,
    at: async (email, path, options = still) => {
      const { page, context, complaints } = await person(options)
      const data = { email, password }
      await context.request.post('/api/auth/sign-in/email', { data, headers: { origin: url } })
      await page.goto(path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      return { page, context, complaints }
    },
    close: () => browser.close(),
  }
}

/** What stood on the page of a test that failed: on a build server nobody can look at it. */
const tellPage = async (page: Page, test: string): Promise<void> => {
  const text = await page
    .locator('body')
    .innerText({ timeout: 5_000 })
    .catch((error: Error) => error.message)
  process.stderr.write(`The page of "${test}", ${page.url()}:\n${text.slice(0, 6_000)}\n`)
}

/** Faults of scripts, what the content-security policy stopped, and requests to other hosts. Refusals (4xx) are replies. */
const listenForComplaints = (page: Page, url: string): string[] => {
  const complaints: string[] = []
  page.on('console', (message) => {
    const isRefusal = message.text().startsWith('Failed to load resource: the server responded with a status of 4')
    if ((message.type() === 'error' || message.type() === 'warning') && !isRefusal) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:')) complaints.push(`asked ${request.url()}`)
  })
  return complaints
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

type AxeResult = { violations: { id: string; impact: string; nodes: { target: string[]; failureSummary: string }[] }[] }

/**
 * Fails with what axe finds serious or critical on the page as it stands, and with parts of it that bear one name; with `only`, of some of its rules. A page looked at
 * in one scheme differs in the other by its colours alone.
 */
export const expectAccessible = async (page: Page, only?: readonly ['color-contrast']): Promise<void> => {
  // By the debugger's way in, which the page's content-security policy does not reach.
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(axeSource)
  // What it found in order is not listed, and no style sheet fetched for rules that are off: each takes as long as looking.
  const options = { resultTypes: ['violations'], preload: false, ...(only ? { runOnly: only } : {}) }
  const { violations } = await page.evaluate<AxeResult>(`axe.run(${JSON.stringify(options)})`)
  const serious = violations
    .filter(({ id, impact }) => impact === 'serious' || impact === 'critical' || id === 'landmark-unique')
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map((node) => `${node.target.join(' ')} (${node.failureSummary})`).join('; ')}`,
    )
  expect(
    serious,
    `${page.url()} in ${await page.evaluate<string>('document.documentElement.dataset.mantineColorScheme')}`,
  ).toEqual([])
}
