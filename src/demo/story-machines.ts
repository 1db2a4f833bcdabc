import type { ProviderName } from '../providers/provider.ts'

export type DemoMachine = {
  readonly name: string
  readonly provider: ProviderName
  /** As the sandbox cloud's panel wants it for a new server. */
  readonly made: Readonly<Record<string, string | number>>
  readonly plan_type: string
} & Told

type Told = {
  readonly critical?: true
  /** How it stands when the demo is ready; absent: backups were never on. */
  readonly story?: 'protected' | 'drifted' | 'missing' | 'failed' | 'needs_operator' | 'failing'
  /** The customer's plan it is on; absent: the shortest. */
  readonly plan?: number
  /** Absent: the provider's own backups. */
  readonly method?: 'snapshot'
  /** For how long backups are on. Absent: since before the charts begin. */
  readonly on_days?: number
  /** What the monthly drills of its snapshots found last; before, they passed. Absent: none. */
  readonly drills?: 'passed' | 'failed'
}

/** What is told of it, and how old it is and stands at its cloud. */
type Rest = Told & { readonly age_days: number; readonly status?: string }
type Kind = { readonly plan_type: string }

const machineAt = (
  provider: ProviderName,
  { name, plan_type }: { name: string } & Kind,
  made: DemoMachine['made'],
  { age_days, status: _, ...told }: Rest,
): DemoMachine => ({ name, provider, plan_type, made: { ...made, age_days }, ...told })

export const atDigitalOcean = (name: string, region: string, kind: Kind & { size_slug: string }, rest: Rest) => {
  const { size_slug, plan_type } = kind
  const made = { name, region, size_slug, status: rest.status ?? 'active' }
  return machineAt('digitalocean', { name, plan_type }, made, rest)
}

export const atContabo = (name: string, region: string, kind: Kind & { product_id: string }, rest: Rest) => {
  const { product_id, plan_type } = kind
  const made = { display_name: name, region, product_id, status: rest.status ?? 'running' }
  return machineAt('contabo', { name, plan_type }, made, rest)
}

export const atHetzner = (name: string, location: string, kind: Kind & { server_type: string }, rest: Rest) => {
  const { server_type, plan_type } = kind
  const made = { name, location, server_type, status: rest.status ?? 'running' }
  return machineAt('hetzner', { name, plan_type }, made, rest)
}

/** At Linode. */
export const atAkamai = (name: string, region: string, kind: Kind & { type: string }, rest: Rest) => {
  const { type, plan_type } = kind
  return machineAt('linode', { name, plan_type }, { label: name, region, type, status: rest.status ?? 'running' }, rest)
}

export const atVultr = (name: string, region: string, kind: Kind & { plan: string }, rest: Rest) => {
  const { plan, plan_type } = kind
  const made = { label: name, region, plan, power_status: rest.status ?? 'running' }
  return machineAt('vultr', { name, plan_type }, made, rest)
}
