export type Plan = {
  readonly id: string
  readonly vcpus: number
  readonly ram: number
  readonly disk: number
  readonly monthly_cost: number
  readonly type: string
}

/** A few plans of Vultr's form; VX1 has no backups. */
export const plans: readonly Plan[] = [
  { id: 'vc2-1c-1gb', vcpus: 1, ram: 1_024, disk: 25, monthly_cost: 5, type: 'vc2' },
  { id: 'vc2-1c-2gb', vcpus: 1, ram: 2_048, disk: 55, monthly_cost: 10, type: 'vc2' },
  { id: 'vc2-2c-4gb', vcpus: 2, ram: 4_096, disk: 80, monthly_cost: 20, type: 'vc2' },
  { id: 'vc2-4c-8gb', vcpus: 4, ram: 8_192, disk: 160, monthly_cost: 40, type: 'vc2' },
  { id: 'vhf-8c-32gb', vcpus: 8, ram: 32_768, disk: 512, monthly_cost: 192, type: 'vhf' },
  { id: 'vx1-g-2c-8g', vcpus: 2, ram: 8_192, disk: 0, monthly_cost: 43.8, type: 'vx1' },
]

export const planOf = (id: string): Plan | undefined => plans.find((plan) => plan.id === id)

export const isVx1 = (plan: string): boolean => planOf(plan)?.type === 'vx1'

export const regions = [
  { id: 'ewr', city: 'New Jersey', country: 'US', continent: 'North America' },
  { id: 'ams', city: 'Amsterdam', country: 'NL', continent: 'Europe' },
  { id: 'fra', city: 'Frankfurt', country: 'DE', continent: 'Europe' },
  { id: 'sgp', city: 'Singapore', country: 'SG', continent: 'Asia' },
  { id: 'syd', city: 'Sydney', country: 'AU', continent: 'Australia' },
] as const

export const systems: readonly { readonly id: number; readonly name: string }[] = [
  { id: 2284, name: 'Ubuntu 24.04 LTS x64' },
  { id: 1743, name: 'Ubuntu 22.04 LTS x64' },
  { id: 2136, name: 'Debian 12 x64 (bookworm)' },
]
