export type Size = {
  readonly slug: string
  readonly vcpus: number
  readonly memory: number
  readonly disk: number
  readonly price_monthly: number
  readonly gpu: boolean
}

/** A few of DigitalOcean's sizes and prices, read 2026-11-21. */
export const sizes: readonly Size[] = [
  { slug: 's-1vcpu-1gb', vcpus: 1, memory: 1_024, disk: 25, price_monthly: 6, gpu: false },
  { slug: 's-1vcpu-2gb', vcpus: 1, memory: 2_048, disk: 50, price_monthly: 12, gpu: false },
  { slug: 's-2vcpu-4gb', vcpus: 2, memory: 4_096, disk: 80, price_monthly: 24, gpu: false },
  { slug: 's-4vcpu-8gb', vcpus: 4, memory: 8_192, disk: 160, price_monthly: 48, gpu: false },
  { slug: 's-8vcpu-16gb', vcpus: 8, memory: 16_384, disk: 320, price_monthly: 96, gpu: false },
  { slug: 'gpu-h100x1-80gb', vcpus: 20, memory: 245_760, disk: 720, price_monthly: 2_521.92, gpu: true },
]

export const sizeOf = (slug: string): Size | undefined => sizes.find((size) => size.slug === slug)

export const regions: readonly { readonly slug: string; readonly name: string }[] = [
  { slug: 'nyc3', name: 'New York 3' },
  { slug: 'fra1', name: 'Frankfurt 1' },
  { slug: 'ams3', name: 'Amsterdam 3' },
  { slug: 'sgp1', name: 'Singapore 1' },
  { slug: 'syd1', name: 'Sydney 1' },
]

export const publicImages: readonly { readonly id: number; readonly slug: string; readonly name: string }[] = [
  { id: 63_663_980, slug: 'ubuntu-24-04-x64', name: '24.04 (LTS) x64' },
  { id: 63_663_981, slug: 'ubuntu-22-04-x64', name: '22.04 (LTS) x64' },
  { id: 63_663_982, slug: 'debian-12-x64', name: '12 x64' },
]

const hours = [0, 4, 8, 12, 16, 20]
const days = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']

/** As `/v2/droplets/backups/supported_policies` lists them. */
export const supportedPolicies = [
  {
    name: 'weekly',
    possible_window_starts: hours,
    window_length_hours: 4,
    retention_period_days: 28,
    possible_days: days,
  },
  { name: 'daily', possible_window_starts: hours, window_length_hours: 4, retention_period_days: 7, possible_days: [] },
] as const

export const retentionDays = (plan: string): number =>
  supportedPolicies.find(({ name }) => name === plan)?.retention_period_days ?? 7
