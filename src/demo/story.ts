import type { ProviderName } from '../providers/provider.ts'

/** What the demo tells: four customers on two clouds, most of it well and some of it not. */

export type DemoMachine = {
  readonly name: string
  readonly provider: ProviderName
  /** As the sandbox cloud's panel wants it for a new server. */
  readonly made: Readonly<Record<string, string | number>>
  readonly plan_type: string
  readonly critical?: true
  /** How it stands when the demo is ready; absent: backups were never on. */
  readonly story?: 'protected' | 'drifted' | 'missing' | 'failed' | 'needs_operator'
}

export type DemoCustomer = {
  readonly key: string
  readonly name: string
  /** The first is for its servers at DigitalOcean. The shortest retention is plan 0, which Contabo's own backups can fulfil, too. */
  readonly granted: readonly { readonly plan: number; readonly places: number; readonly lapsed?: true }[]
  readonly requested?: { readonly plan: number; readonly places: number }
  readonly machines: readonly DemoMachine[]
}

type Rest = Pick<DemoMachine, 'story' | 'critical'>
/** Kinds of machines at DigitalOcean: size, and the plan type it is sold as. */
const small = { size_slug: 's-1vcpu-2gb', plan_type: 'basic' }
const medium = { size_slug: 's-2vcpu-4gb', plan_type: 'standard' }
const large = { size_slug: 's-4vcpu-8gb', plan_type: 'pro' }
/** And at Contabo. */
const vps = { product_id: 'V95', plan_type: 'standard' }
const bigVps = { product_id: 'V97', plan_type: 'pro' }
const storage = { product_id: 'V93', plan_type: 'basic' }

const atDigitalOcean = (
  name: string,
  region: string,
  { size_slug, plan_type }: typeof small,
  rest: Rest & { age_days: number; status?: string },
): DemoMachine => {
  const { age_days, status = 'active', ...told } = rest
  return { name, provider: 'digitalocean', made: { name, region, size_slug, age_days, status }, plan_type, ...told }
}

const atContabo = (
  name: string,
  region: string,
  { product_id, plan_type }: typeof vps,
  rest: Rest & { age_days: number; status?: string },
): DemoMachine => {
  const { age_days, status = 'running', ...told } = rest
  const made = { display_name: name, region, product_id, age_days, status }
  return { name, provider: 'contabo', made, plan_type, ...told }
}

export const customers: readonly DemoCustomer[] = [
  {
    key: 'kestrel',
    name: 'Kestrel Dental',
    granted: [
      { plan: 1, places: 4 },
      { plan: 0, places: 1 },
    ],
    machines: [
      atContabo('db-primary', 'EU', bigVps, { age_days: 611, critical: true, story: 'protected' }),
      atDigitalOcean('pos-backend', 'ams3', medium, { age_days: 288, story: 'protected' }),
      atDigitalOcean('intranet', 'fra1', small, { age_days: 402, story: 'protected' }),
      atContabo('nas-mirror', 'EU', storage, { age_days: 97 }),
    ],
  },
  {
    key: 'harbour',
    name: 'Harbour & Finch',
    granted: [{ plan: 0, places: 3 }],
    machines: [
      atDigitalOcean('shop-prod-1', 'fra1', large, { age_days: 344, critical: true, story: 'drifted' }),
      atDigitalOcean('shop-prod-2', 'fra1', large, { age_days: 339, story: 'protected' }),
      atContabo('mail-gw', 'EU', vps, { age_days: 820, story: 'protected' }),
      // No place is left for it: all three are taken.
      atDigitalOcean('staging-eu', 'fra1', small, { age_days: 120 }),
    ],
  },
  {
    key: 'mistral',
    name: 'Mistral Commerce',
    granted: [
      { plan: 1, places: 4 },
      { plan: 0, places: 1 },
    ],
    requested: { plan: 1, places: 4 },
    machines: [
      atDigitalOcean('api-gateway', 'ams3', medium, { age_days: 203, story: 'protected' }),
      atDigitalOcean('cart-api-2', 'fra1', medium, { age_days: 12, story: 'failed' }),
      atDigitalOcean('search-01', 'fra1', large, { age_days: 176, story: 'missing' }),
      atContabo('cb-vps-118', 'EU', vps, { age_days: 455, story: 'needs_operator' }),
      atContabo('dev-box', 'EU', vps, { age_days: 38, status: 'stopped' }),
    ],
  },
  {
    key: 'heron',
    name: 'Blue Heron Labs',
    granted: [{ plan: 1, places: 2, lapsed: true }],
    machines: [
      atDigitalOcean('batch-03', 'fra1', large, { age_days: 266, story: 'protected' }),
      atDigitalOcean('ci-runner-3', 'nyc3', medium, { age_days: 61 }),
      atDigitalOcean('notebook-gw', 'nyc3', small, { age_days: 25 }),
    ],
  },
]

/** Found by the sync, and given to nobody yet. */
export const unassigned: readonly DemoMachine[] = [
  atDigitalOcean('debian-s-1vcpu-2gb-fra1-01', 'fra1', small, { age_days: 3 }),
]

/** The machine the demo runs on, whose files are really backed up: a customer's, for the customer's plan has room. */
export const thisMachine = { customer: 'kestrel', name: 'front-desk' } as const

export const machines = (): readonly DemoMachine[] => [...customers.flatMap((one) => one.machines), ...unassigned]

export const accounts: readonly { readonly provider: ProviderName; readonly label: string }[] = [
  { provider: 'digitalocean', label: 'DigitalOcean (demo)' },
  { provider: 'contabo', label: 'Contabo (demo)' },
]
