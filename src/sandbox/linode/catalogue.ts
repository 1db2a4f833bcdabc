export type LinodeType = {
  readonly id: string
  readonly label: string
  readonly class: 'nanode' | 'standard'
  readonly vcpus: number
  /** MB, as everything here. */
  readonly memory: number
  readonly disk: number
  readonly price: number
  readonly backups: number
}

/** A few of Linode's types. That of the smallest, and its backups, are from its document; no share of the server's price. */
export const types: readonly LinodeType[] = [
  {
    id: 'g6-nanode-1',
    label: 'Nanode 1GB',
    class: 'nanode',
    vcpus: 1,
    memory: 1_024,
    disk: 25_600,
    price: 5,
    backups: 2,
  },
  {
    id: 'g6-standard-1',
    label: 'Linode 2GB',
    class: 'standard',
    vcpus: 1,
    memory: 2_048,
    disk: 51_200,
    price: 12,
    backups: 2.5,
  },
  {
    id: 'g6-standard-2',
    label: 'Linode 4GB',
    class: 'standard',
    vcpus: 2,
    memory: 4_096,
    disk: 81_920,
    price: 24,
    backups: 5,
  },
  {
    id: 'g6-standard-4',
    label: 'Linode 8GB',
    class: 'standard',
    vcpus: 4,
    memory: 8_192,
    disk: 163_840,
    price: 48,
    backups: 10,
  },
]

export const typeOf = (id: string): LinodeType | undefined => types.find((type) => type.id === id)

export const regions: readonly { readonly id: string; readonly label: string; readonly country: string }[] = [
  { id: 'us-east', label: 'Newark, NJ', country: 'us' },
  { id: 'eu-central', label: 'Frankfurt, DE', country: 'de' },
  { id: 'eu-west', label: 'London, UK', country: 'gb' },
  { id: 'ap-south', label: 'Singapore, SG', country: 'sg' },
]

export const images = ['linode/ubuntu24.04', 'linode/debian12', 'linode/almalinux9']
export const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
export const windows = Array.from({ length: 12 }, (_, index) => `W${index * 2}`)
