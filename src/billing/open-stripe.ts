import type Stripe from 'stripe'
import type { Config } from '../config.ts'
import type { Services } from '../context.ts'
import { AppError } from '../lib/errors.ts'

/** Stays below the time that a request has as a whole. */
const timeoutMs = 12_000

const clients = new WeakMap<Config, Promise<Stripe>>()

/**
 * The official client, one per configuration. Loading it takes a good part of a second and 30 MiB, so installations without
 * Stripe never do. Throws stripe_not_configured.
 */
export const openStripe = (ctx: Pick<Services, 'config'>): Promise<Stripe> => {
  const { config } = ctx
  if (config.stripe === null) throw new AppError('stripe_not_configured')
  const client = clients.get(config) ?? createClient(config.stripe)
  clients.set(config, client)
  return client
}

const createClient = async (settings: { secret_key: string; url: string | null }): Promise<Stripe> => {
  const { default: StripeClient } = await import('stripe')
  return new StripeClient(settings.secret_key, {
    // The types are those of this version; the account's own default could be another.
    apiVersion: StripeClient.API_VERSION,
    timeout: timeoutMs,
    maxNetworkRetries: 1,
    telemetry: false,
    appInfo: { name: 'Backstay' },
    ...(settings.url === null ? {} : addressOf(new URL(settings.url))),
  })
}

const addressOf = (url: URL) => {
  const protocol = url.protocol === 'http:' ? ('http' as const) : ('https' as const)
  return { protocol, host: url.hostname, port: url.port || (protocol === 'http' ? '80' : '443') }
}
