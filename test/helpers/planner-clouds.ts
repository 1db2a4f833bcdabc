import type { KnownPrices } from '../../src/protections/planner/schema.ts'
import { contaboCapabilities as contabo } from '../../src/providers/contabo/capabilities.ts'
import { capabilities as digitalocean } from '../../src/providers/digitalocean/capabilities.ts'
import { capabilities as hetzner } from '../../src/providers/hetzner/capabilities.ts'
import { capabilities as linode } from '../../src/providers/linode/capabilities.ts'
import type { Capabilities, ProviderPrices } from '../../src/providers/provider.ts'
import { capabilities as vultr } from '../../src/providers/vultr/capabilities.ts'

/** A provider as the planner sees it, with prices of the kind it has. */
export type PlannerCloud = { capabilities: Capabilities | null; prices: KnownPrices | null }

const prices = (given: Partial<ProviderPrices>, source: 'provider' | 'operator' = 'provider'): KnownPrices => ({
  prices: { servers: {}, native_percent: null, native: null, snapshot_gb_month: null, ...given },
  source,
  as_of: '2026-11-01',
})
const eur = (amount_minor: number) => ({ amount_minor, currency: 'EUR' })
const usd = (amount_minor: number) => ({ amount_minor, currency: 'USD' })

export const plannerClouds = {
  digitalocean: {
    capabilities: digitalocean,
    prices: prices({
      servers: { 's-1vcpu-1gb': usd(600), 's-2vcpu-4gb': usd(2_400) },
      native_percent: { day: 30, week: 20 },
      snapshot_gb_month: { micros: 60_000, currency: 'USD' },
    }),
  },
  contabo: {
    capabilities: contabo,
    prices: prices({ native: { 'VPS 10': eur(150), 'VPS 20': eur(200), 'VPS 30': eur(350) } }, 'operator'),
  },
  hetzner: {
    capabilities: hetzner,
    prices: prices({
      servers: { cx22: eur(399) },
      native_percent: { day: 20, week: 20 },
      snapshot_gb_month: { micros: 14_300, currency: 'EUR' },
    }),
  },
  linode: {
    capabilities: linode,
    prices: prices({ servers: { 'g6-nanode-1': usd(500) }, native: { 'g6-nanode-1': usd(200) } }),
  },
  vultr: {
    capabilities: vultr,
    prices: prices({
      servers: { 'vc2-1c-1gb': usd(500) },
      native_percent: { day: 20, week: 20 },
      snapshot_gb_month: { micros: 50_000, currency: 'USD' },
    }),
  },
  machine: { capabilities: null, prices: null },
} as const satisfies Record<string, PlannerCloud>
