import type { KnownPrices } from '../../src/protections/planner/schema.ts'
import { contaboCapabilities as contabo } from '../../src/providers/contabo/capabilities.ts'
import { capabilities as digitalocean } from '../../src/providers/digitalocean/capabilities.ts'
import type { Capabilities, ProviderPrices } from '../../src/providers/provider.ts'

/** A provider as the planner sees it, with prices of the kind it has. */
export type PlannerCloud = { capabilities: Capabilities | null; prices: KnownPrices | null }

const rest = { can_create_servers: true, lists_all_recovery_points: false, progress: 'state', panel_url: '' } as const
const prices = (given: Partial<ProviderPrices>, source: 'provider' | 'operator' = 'provider'): KnownPrices => ({
  prices: { servers: {}, native_percent: null, native: null, snapshot_gb_month: null, ...given },
  source,
  as_of: '2026-11-01',
})
const eur = (amount_minor: number) => ({ amount_minor, currency: 'EUR' })
const usd = (amount_minor: number) => ({ amount_minor, currency: 'USD' })

/** The window is the provider's, seven slots, and a rebuild or a new server from any of them. */
const hetzner: Capabilities = {
  ...rest,
  label: 'Hetzner Cloud',
  native: {
    can_disable: true,
    disable_destroys: true,
    enabling_is_a_purchase: false,
    schedules: [],
    hours: [],
    retention_days: 7,
    can_list: true,
    can_restore_in_place: true,
    can_restore_to_new: true,
  },
  snapshot: {
    slots: null,
    life_days: null,
    name_length: 255,
    can_restore_in_place: true,
    can_restore_to_new: true,
    replaces_oldest: false,
    needs_native: false,
    rollback_deletes_newer: false,
    billed: 'per_gb',
  },
}

/** A daily, a weekly and a fortnightly backup; one snapshot by hand, part of the same service. */
const linode: Capabilities = {
  ...rest,
  label: 'Linode',
  native: {
    can_disable: true,
    disable_destroys: true,
    enabling_is_a_purchase: false,
    schedules: ['day'],
    hours: [0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22],
    retention_days: { day: 14, week: 14 },
    most_points: 3,
    can_list: true,
    can_restore_in_place: true,
    can_restore_to_new: true,
  },
  snapshot: {
    slots: 1,
    life_days: null,
    name_length: 255,
    can_restore_in_place: true,
    can_restore_to_new: true,
    replaces_oldest: true,
    needs_native: true,
    rollback_deletes_newer: false,
    billed: 'included',
  },
}

/** The two newest are kept; none of them becomes a new server. */
const vultr: Capabilities = {
  ...rest,
  label: 'Vultr',
  native: {
    can_disable: true,
    disable_destroys: true,
    enabling_is_a_purchase: false,
    schedules: ['day', 'week'],
    hours: Array.from({ length: 24 }, (_, hour) => hour),
    retention_days: { day: 2, week: 14 },
    can_list: true,
    can_restore_in_place: true,
    can_restore_to_new: false,
  },
  snapshot: {
    slots: null,
    life_days: null,
    name_length: 255,
    can_restore_in_place: true,
    can_restore_to_new: true,
    replaces_oldest: false,
    needs_native: false,
    rollback_deletes_newer: false,
    billed: 'per_gb',
  },
}

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
