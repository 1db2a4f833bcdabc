import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { changeItem, createCustomer, createPrice, subscribe } from '../../src/sandbox/stripe/changes.ts'
import type { Price, StripeEvent } from '../../src/sandbox/stripe/objects.ts'
import { type StripeSandbox, startStripeSandbox } from '../../src/sandbox/stripe/start-stripe-sandbox.ts'
import { freePort } from '../helpers/free-port.ts'
import { newSequence } from '../helpers/sequence.ts'
import { until } from '../helpers/until.ts'
import { type Figure, percentile } from './figure.ts'

const customers = 1_500
const connections = 16
const path = '/api/billing/webhooks/stripe'

type Counts = { pending: number; handled: number; created: number }

/** Stripe's events a second: answered, and done with exactly one effect each; a third of them come twice, some are forged. */
export const benchWebhooks = async (): Promise<Figure[]> => {
  const stripe = await startStripeSandbox()
  const price = createPrice(stripe.account, { unit_amount: 499, currency: 'eur' })
  const dataDir = await mkdtemp(join(tmpdir(), 'backstay-bench-'))
  const env = {
    BACKSTAY_DATA_DIR: dataDir,
    BACKSTAY_PORT: String(await freePort()),
    BACKSTAY_DEMO: '0',
    BACKSTAY_ROLES: 'api,worker',
    STRIPE_SECRET_KEY: stripe.secret_key,
    STRIPE_WEBHOOK_SECRET: stripe.webhook_secret,
    BACKSTAY_STRIPE_URL: stripe.url,
    BENCH_ORGANIZATIONS: String(customers),
    BENCH_PRICE: price.id,
  }
  const server = fork(join(import.meta.dirname, 'webhook-server.ts'), [], { env: { ...process.env, ...env } })
  const exited = once(server, 'exit')
  try {
    const [served] = (await Promise.race([once(server, 'message'), exited.then(failed)])) as [
      { url: string; organizations: string[] },
    ]
    return await measure(stripe, server, served.url, purchases(stripe, price, served.organizations))
  } finally {
    if (server.connected) server.disconnect()
    await exited
    await stripe.close()
    await rm(dataDir, { recursive: true, force: true })
  }
}

const failed = ([code]: unknown[]): never => {
  throw new Error(`The server of the bench ended with ${code}.`)
}

/** Every organization buys and adds places twice. */
const purchases = ({ account }: StripeSandbox, price: Price, organizations: readonly string[]): StripeEvent[] => {
  for (const organization_id of organizations) {
    const metadata = { organization_id }
    const { id } = createCustomer(account, { name: organization_id, email: null, metadata })
    const [item] = subscribe(account, { customer: id, price, quantity: 1, metadata }).items.data
    if (item) for (const quantity of [2, 3]) changeItem(account, item, { quantity })
  }
  return account.state.events.filter(({ type }) => type !== 'price.created' && type !== 'customer.created')
}

const measure = async (
  stripe: StripeSandbox,
  server: ChildProcess,
  url: string,
  events: readonly StripeEvent[],
): Promise<Figure[]> => {
  const next = newSequence(1)
  const good = events.flatMap((event) => Array(next(3) === 0 ? 2 : 1).fill(JSON.stringify(event)) as string[])
  // What belongs together comes together, in any order; some of it much later.
  const near = inBlocks(good, 400).flatMap((block) => next.shuffle(block))
  const [late, soon] = [near.filter((_, at) => at % 20 === 0), near.filter((_, at) => at % 20 > 0)]
  const sent = [...soon, ...late].map((body) => ({ body, signature: stripe.sign(body), expected: 200 }))
  const forged = sent
    .slice(0, sent.length / 100)
    .map(({ body, signature }) => ({ body: `${body} `, signature, expected: 400 }))
  const all = inBlocks([...forged, ...sent], 400).flatMap((block) => next.shuffle(block))
  const startedMs = performance.now()
  const times = await post(url, all)
  const answeredMs = performance.now() - startedMs
  let counts = await ask(server)
  await until(async () => {
    counts = await ask(server)
    return counts.pending === 0
  }, 300_000)
  const doneMs = performance.now() - startedMs
  if (counts.handled !== events.length || counts.created !== customers)
    throw new Error(`Not exactly once: ${counts.handled} of ${events.length} events, ${counts.created} records.`)
  const perSecond = (count: number, ms: number) => Math.round((count * 1_000) / ms)
  const load = `${connections} connections, one process with its worker, embedded Postgres with fsync`
  return [
    {
      name: 'webhooks answered',
      value: perSecond(all.length, answeredMs),
      unit: 'req/s',
      compared_to: 'target ≥ 1,000',
      note: load,
    },
    { name: 'webhooks, p99 of the answer', value: percentile(times, 0.99), unit: 'ms', compared_to: 'target ≤ 100 ms' },
    {
      name: 'webhooks with their effect, once each',
      value: perSecond(events.length, doneMs),
      unit: 'ev/s',
      compared_to: 'target ≥ 1,000',
      note: `${customers} subscriptions, ${events.length} events, duplicates not counted`,
    },
  ]
}

const inBlocks = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size))

const ask = async (server: ChildProcess): Promise<Counts> => {
  server.send('count')
  const [counts] = (await once(server, 'message')) as [Counts]
  return counts
}

/** Sends all, some at a time; resolves with how long each took. */
const post = async (url: string, all: { body: string; signature: string; expected: number }[]): Promise<number[]> => {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const times: number[] = []
  let at = 0
  const lane = async () => {
    for (let one = all[at++]; one !== undefined; one = all[at++]) {
      const startedMs = performance.now()
      const status = await send(agent, url, one.body, one.signature)
      if (status !== one.expected) throw new Error(`answered ${status} instead of ${one.expected}`)
      times.push(performance.now() - startedMs)
    }
  }
  await Promise.all(Array.from({ length: connections }, lane))
  agent.destroy()
  return times
}

const send = (agent: Agent, url: string, body: string, signature: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'stripe-signature': signature,
    }
    const sent = request(`${url}${path}`, { agent, method: 'POST', headers }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0))
    })
    sent.on('error', reject).end(body)
  })
