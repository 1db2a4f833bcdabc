import type { ProviderName } from '../providers/provider.ts'
import { atAkamai, atContabo, atDigitalOcean, atHetzner, atVultr, type DemoMachine } from './story-machines.ts'

/** What the demo tells: four customers on five clouds, most of it well and some of it not. */

export type DemoCustomer = {
  readonly key: string
  readonly name: string
  /** How long it is a customer. */
  readonly since_days: number
  /** By retention, the shortest is plan 0; which machine is on which stands with the machine. */
  readonly granted: readonly Granted[]
  readonly requested?: { readonly plan: number; readonly places: number }
  readonly machines: readonly DemoMachine[]
}

export type Granted = {
  readonly plan: number
  readonly places: number
  readonly since_days: number
  /** Ended so many days ago. */
  readonly lapsed_days?: number
}

const small = { size_slug: 's-1vcpu-2gb', plan_type: 'basic' }
const medium = { size_slug: 's-2vcpu-4gb', plan_type: 'standard' }
const large = { size_slug: 's-4vcpu-8gb', plan_type: 'pro' }

const vps = { product_id: 'V95', plan_type: 'standard' }
const bigVps = { product_id: 'V97', plan_type: 'pro' }
const storage = { product_id: 'V93', plan_type: 'basic' }

const cx23 = { server_type: 'cx23', plan_type: 'basic' }
const cx43 = { server_type: 'cx43', plan_type: 'pro' }

const nanode = { type: 'g6-nanode-1', plan_type: 'basic' }
const akamai4 = { type: 'g6-standard-2', plan_type: 'standard' }

const cloudCompute = { plan: 'vc2-2c-4gb', plan_type: 'standard' }
// Under snapshots that are kept for 30 days: of larger disks they would cost more than a place brings.
const lean = {
  digitalocean: { size_slug: 's-1vcpu-1gb', plan_type: 'standard' },
  hetzner: { server_type: 'cx23', plan_type: 'pro' },
  vultr: { plan: 'vc2-1c-1gb', plan_type: 'standard' },
  vultr_pro: { plan: 'vc2-1c-2gb', plan_type: 'pro' },
}

export const customers: readonly DemoCustomer[] = [
  {
    key: 'kestrel',
    name: 'Kestrel Dental',
    since_days: 210,
    granted: [
      { plan: 1, places: 4, since_days: 205 },
      { plan: 0, places: 3, since_days: 130 },
      { plan: 2, places: 1, since_days: 84 },
    ],
    machines: [
      atContabo('db-primary', 'EU', bigVps, { age_days: 611, critical: true, story: 'protected', plan: 0 }),
      atDigitalOcean('pos-backend', 'ams3', medium, { age_days: 288, story: 'protected', plan: 1 }),
      atDigitalOcean('intranet', 'fra1', small, { age_days: 402, story: 'protected', plan: 1 }),
      atHetzner('patient-portal', 'fsn1', cx43, { age_days: 319, critical: true, story: 'protected', plan: 0 }),
      atVultr(
        'imaging-archive',
        'fra',
        { plan: 'vc2-1c-2gb', plan_type: 'pro' },
        {
          age_days: 240,
          story: 'protected',
          plan: 2,
          method: 'snapshot',
          on_days: 80,
        },
      ),
      atContabo('nas-mirror', 'EU', storage, { age_days: 97 }),
    ],
  },
  {
    key: 'harbour',
    name: 'Harbour & Finch',
    since_days: 160,
    // All places are taken: none is left for staging-eu.
    granted: [
      { plan: 0, places: 3, since_days: 158 },
      { plan: 2, places: 2, since_days: 66 },
    ],
    machines: [
      atDigitalOcean('shop-prod-1', 'fra1', large, { age_days: 344, critical: true, story: 'drifted', plan: 0 }),
      atDigitalOcean('shop-prod-2', 'fra1', large, { age_days: 339, story: 'protected', plan: 0 }),
      atContabo('mail-gw', 'EU', vps, { age_days: 820, story: 'protected', plan: 0 }),
      atHetzner('erp-db', 'nbg1', lean.hetzner, {
        age_days: 511,
        critical: true,
        story: 'protected',
        plan: 2,
        method: 'snapshot',
        on_days: 64,
        drills: 'passed',
      }),
      atDigitalOcean('media-01', 'fra1', lean.digitalocean, {
        age_days: 190,
        story: 'protected',
        plan: 2,
        method: 'snapshot',
        on_days: 60,
        drills: 'failed',
      }),
      atDigitalOcean('staging-eu', 'fra1', small, { age_days: 120 }),
    ],
  },
  {
    key: 'mistral',
    name: 'Mistral Commerce',
    since_days: 118,
    granted: [
      { plan: 1, places: 4, since_days: 117 },
      { plan: 0, places: 3, since_days: 95 },
      { plan: 2, places: 2, since_days: 43 },
    ],
    requested: { plan: 1, places: 4 },
    machines: [
      atDigitalOcean('api-gateway', 'ams3', medium, { age_days: 203, story: 'protected', plan: 1 }),
      atDigitalOcean('cart-api-2', 'fra1', medium, { age_days: 12, story: 'failed', plan: 1, on_days: 0 }),
      atDigitalOcean('search-01', 'fra1', large, { age_days: 176, story: 'missing', plan: 1 }),
      atContabo('cb-vps-118', 'EU', vps, { age_days: 455, story: 'needs_operator', plan: 0 }),
      atAkamai('ledger-01', 'eu-central', akamai4, { age_days: 230, story: 'protected', plan: 0 }),
      atAkamai('queue-02', 'eu-central', nanode, { age_days: 141, story: 'protected', plan: 0, on_days: 19 }),
      atVultr('cdn-origin', 'ams', lean.vultr, {
        age_days: 90,
        story: 'failing',
        plan: 2,
        method: 'snapshot',
        on_days: 42,
      }),
      atContabo('dev-box', 'EU', vps, { age_days: 38, status: 'stopped' }),
    ],
  },
  {
    key: 'heron',
    name: 'Blue Heron Labs',
    since_days: 150,
    granted: [
      { plan: 1, places: 2, since_days: 149, lapsed_days: 9 },
      { plan: 0, places: 2, since_days: 71 },
    ],
    machines: [
      atDigitalOcean('batch-03', 'fra1', large, { age_days: 266, story: 'protected', plan: 1 }),
      atVultr('sequencer-gw', 'ewr', cloudCompute, { age_days: 133, story: 'protected', plan: 0, on_days: 24 }),
      atHetzner('lab-wiki', 'fsn1', cx23, { age_days: 88, story: 'protected', plan: 0, on_days: 47 }),
      atDigitalOcean('ci-runner-3', 'nyc3', medium, { age_days: 61 }),
      atAkamai('notebook-gw', 'us-east', nanode, { age_days: 25 }),
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
  { provider: 'hetzner', label: 'Hetzner (demo)' },
  { provider: 'linode', label: 'Linode (demo)' },
  { provider: 'vultr', label: 'Vultr (demo)' },
]

/** How far the charts reach back, and a little. */
const chartDays = 92

/** For how long the machine's backups are on. */
export const daysOn = ({ on_days, made }: DemoMachine): number =>
  Math.min(on_days ?? chartDays, Math.max(0, Number(made.age_days) - 1))
