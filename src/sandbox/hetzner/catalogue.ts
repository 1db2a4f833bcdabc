export type ServerType = {
  readonly id: number
  readonly name: string
  readonly cores: number
  readonly memory: number
  readonly disk: number
  readonly architecture: 'x86' | 'arm'
  /** Net, in the first location; others cost more. */
  readonly price_monthly: number
}

/** In the manner of Hetzner's; the prices are made up. */
export const serverTypes: readonly ServerType[] = [
  { id: 114, name: 'cx23', cores: 2, memory: 4, disk: 40, architecture: 'x86', price_monthly: 3.49 },
  { id: 115, name: 'cx33', cores: 4, memory: 8, disk: 80, architecture: 'x86', price_monthly: 5.49 },
  { id: 116, name: 'cx43', cores: 8, memory: 16, disk: 160, architecture: 'x86', price_monthly: 9.49 },
  { id: 117, name: 'cx53', cores: 16, memory: 32, disk: 320, architecture: 'x86', price_monthly: 17.49 },
  { id: 45, name: 'cax11', cores: 2, memory: 4, disk: 40, architecture: 'arm', price_monthly: 3.79 },
]

export const typeOf = (wanted: unknown): ServerType | undefined =>
  serverTypes.find(({ id, name }) => name === wanted || String(id) === String(wanted))

export type Location = {
  readonly id: number
  readonly name: string
  readonly city: string
  readonly country: string
  readonly zone: string
  readonly latitude: number
  readonly longitude: number
  /** To the price in the first location. */
  readonly price_factor: number
}

export const locations: readonly Location[] = [
  {
    id: 1,
    name: 'fsn1',
    city: 'Falkenstein',
    country: 'DE',
    zone: 'eu-central',
    latitude: 50.47612,
    longitude: 12.370071,
    price_factor: 1,
  },
  {
    id: 2,
    name: 'nbg1',
    city: 'Nuremberg',
    country: 'DE',
    zone: 'eu-central',
    latitude: 49.452102,
    longitude: 11.076665,
    price_factor: 1,
  },
  {
    id: 4,
    name: 'ash',
    city: 'Ashburn, VA',
    country: 'US',
    zone: 'us-east',
    latitude: 39.045821,
    longitude: -77.487073,
    price_factor: 1.2,
  },
]

export const locationOf = (wanted: unknown): Location | undefined =>
  locations.find(({ id, name }) => name === wanted || String(id) === String(wanted))

export type SystemImage = {
  readonly id: number
  readonly name: string
  readonly flavor: 'debian' | 'ubuntu'
  readonly version: string
}

export const systemImages: readonly SystemImage[] = [
  { id: 161_547_269, name: 'ubuntu-24.04', flavor: 'ubuntu', version: '24.04' },
  { id: 67_794_396, name: 'ubuntu-22.04', flavor: 'ubuntu', version: '22.04' },
  { id: 114_690_387, name: 'debian-12', flavor: 'debian', version: '12' },
]

/** Four hours each, in UTC. Nobody chooses: a server is given one. */
export const backupWindows = ['22-02', '02-06', '06-10', '10-14', '14-18', '18-22'] as const
export const backupSlots = 7
/** A made-up price of a GB a month. */
export const imagePrice = 0.0143
