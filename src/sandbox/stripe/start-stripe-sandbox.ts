import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type Clock, systemClock } from '../../lib/clock.ts'
import { type Account, createAccount } from './account.ts'
import { type Answer, type Api, answerApi, type Call, type Fault, type Request, takeHold } from './answer-api.ts'
import { answerPage } from './answer-page.ts'
import { createDelivery } from './send-events.ts'
import { openStore } from './state.ts'

export type StripeSandboxOptions = {
  port?: number
  /** Where the account is kept over restarts; without it, in memory. */
  state_file?: string
  clock?: Clock
  secret_key?: string
  webhook_secret?: string
  /** Where events are sent; can be set later, as `webhook.url`. */
  webhook_url?: string
}

export type StripeSandbox = {
  readonly url: string
  readonly secret_key: string
  readonly webhook_secret: string
  /** For `changes.ts`: what happens in the account. */
  readonly account: Account
  /** What was asked, in order. */
  readonly calls: readonly Call[]
  readonly webhook: { url: string | null; idle(): Promise<void> }
  /** The header for a payload of one's own; `at` in seconds, now by default. */
  sign(payload: string, at?: number): string
  fail(fault: Fault): void
  /** Holds the next answer to an operation back until the result is called. What it says is from before. */
  hold(operation: string): () => void
  close(): Promise<void>
}

/** A server on loopback that speaks the part of Stripe's API which Backstay uses, and sends signed events. For tests and demos. */
export const startStripeSandbox = async (options: StripeSandboxOptions = {}): Promise<StripeSandbox> => {
  const { secret_key = 'sk_test_sandbox', webhook_secret = 'whsec_sandbox', clock = systemClock } = options
  const { default: Stripe } = await import('stripe')
  const { webhooks } = new Stripe(secret_key)
  const sign = (payload: string, at = Math.floor(clock.nowMs() / 1_000)) =>
    webhooks.generateTestHeaderString({ payload, secret: webhook_secret, timestamp: at })
  let webhookUrl = options.webhook_url ?? null
  const store = openStore(options.state_file ?? null)
  const delivery = createDelivery({ url: () => webhookUrl, sign, now: () => Math.floor(clock.nowMs() / 1_000) })
  const account = createAccount(store, clock, delivery.send)
  const api: Api = { account, secret_key, base_url: '', faults: [], holds: [], calls: [] }
  const server = createServer((request, response) => {
    const serve = async () => {
      const asked = await readRequest(request)
      const isApi = asked.path.startsWith('/v1/')
      const answer = isApi ? answerApi(api, asked) : (answerPage(account, asked) ?? noPage)
      store.save()
      if (isApi) await takeHold(api, asked)
      reply(response, answer)
    }
    serve().catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined))
  })
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', () => {
      const address = server.address()
      resolve(address !== null && typeof address === 'object' ? address.port : 0)
    })
  })
  api.base_url = `http://127.0.0.1:${port}`
  return {
    url: api.base_url,
    secret_key,
    webhook_secret,
    account,
    calls: api.calls,
    webhook: {
      get url() {
        return webhookUrl
      },
      set url(url: string | null) {
        webhookUrl = url
      },
      idle: delivery.idle,
    },
    sign,
    fail: (fault) => void api.faults.push({ ...fault }),
    hold: (operation) => {
      const { promise, resolve } = Promise.withResolvers<void>()
      api.holds.push({ operation, until: promise })
      return resolve
    },
    close: async () => {
      delivery.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const noPage = { status: 404, body: 'There is no such page.' }

const readRequest = async (request: IncomingMessage): Promise<Request> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const url = new URL(request.url ?? '/', 'http://sandbox')
  const key = request.headers['idempotency-key']
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.search,
    body: Buffer.concat(chunks).toString('utf8'),
    authorization: request.headers.authorization,
    idempotency_key: typeof key === 'string' ? key : undefined,
  }
}

const reply = (response: ServerResponse, answer: Answer): void => {
  if (answer === null) return void response.destroy()
  const headers = { 'content-type': 'application/json', 'request-id': 'req_sandbox', ...answer.headers }
  response.writeHead(answer.status, headers).end(answer.body)
}
