import { jobTimings } from '../../src/jobs/job-timings.ts'
import { createPrice } from '../../src/sandbox/stripe/changes.ts'
import { type StripeSandbox, startStripeSandbox } from '../../src/sandbox/stripe/start-stripe-sandbox.ts'
import { startTestApp, type TestApp } from './app.ts'
import { type Answer, createHttpClient } from './http-client.ts'

export type StripeApp = {
  app: TestApp
  stripe: StripeSandbox
  /** Plans by name, each with a price at Stripe. */
  plans: Record<string, string>
  /** Sends a body as Stripe would, or with what the test changes about it. */
  post(body: string | object, options?: { at?: number; signature?: string }): Promise<Answer>
  stop(): Promise<void>
}

/** The whole product with a sandbox Stripe. Events arrive once the test sets `stripe.webhook.url`. */
export const startStripeApp = async (options: { worker?: boolean; web_dir?: string } = {}): Promise<StripeApp> => {
  const stripe = await startStripeSandbox()
  const app = await startTestApp({
    // Each event is found by looking, and tests wait for dozens of them, one after another.
    timings: { ...jobTimings, silent_poll_seconds: 0.5 },
    web_dir: options.web_dir ?? null,
    env: {
      BACKSTAY_ROLES: options.worker === false ? 'api' : 'api,worker',
      STRIPE_SECRET_KEY: stripe.secret_key,
      STRIPE_WEBHOOK_SECRET: stripe.webhook_secret,
      BACKSTAY_STRIPE_URL: stripe.url,
    },
  })
  const rows = await app.ctx.db.selectFrom('plans').select(['id', 'name', 'price_minor']).execute()
  for (const { id, price_minor } of rows) {
    const price = createPrice(stripe.account, { unit_amount: price_minor, currency: 'eur' })
    await app.ctx.db.updateTable('plans').set({ stripe_price_id: price.id }).where('id', '=', id).execute()
  }
  const client = createHttpClient(app.url)
  return {
    app,
    stripe,
    plans: Object.fromEntries(rows.map(({ name, id }) => [name, id])),
    post: (body, { at, signature } = {}) => {
      const text = typeof body === 'string' ? body : JSON.stringify(body)
      const headers = { 'stripe-signature': signature ?? stripe.sign(text, at) }
      return client.send('POST', webhookPath, text, headers)
    },
    stop: async () => {
      await app.stop()
      await stripe.close()
    },
  }
}

export const webhookPath = '/api/billing/webhooks/stripe'
