import { z } from 'zod'
import { createProviders } from '../../src/providers/create-providers.ts'
import type {
  Capabilities,
  CredentialCheck,
  NativeCapability,
  NativeSchedule,
  NewServer,
  Provider,
  ProviderPrices,
  ProviderRecoveryPoint,
  ProviderServer,
  RateLimitTold,
  ServerListing,
  Started,
} from '../../src/providers/provider.ts'
import { ProviderError } from '../../src/providers/provider-error.ts'
import type { AccountToOpen, Providers } from '../../src/providers/providers.ts'

const capabilities: Capabilities = {
  label: 'Fake Cloud',
  native: {
    can_disable: true,
    disable_destroys: true,
    enabling_is_a_purchase: false,
    schedules: ['day', 'week'],
    hours: [0, 4],
    retention_days: { day: 7, week: 28 },
    can_list: true,
    can_restore_in_place: true,
    can_restore_to_new: true,
  },
  snapshot: null,
  can_create_servers: true,
  lists_all_recovery_points: false,
  progress: 'state',
  panel_url: 'https://panel.example.com/servers/{ref}',
}

const nativeOf = ({ native }: Capabilities): NativeCapability => {
  if (native === null) throw new Error('the fake cloud has native backups')
  return native
}

/** A cloud in memory whose every answer a test sets; the wire is proved elsewhere, against the sandbox clouds. */
export type FakeCloud = {
  readonly providers: Providers
  servers: ProviderServer[]
  /** Answers instead of all servers, or throws. */
  listing: (() => Promise<ServerListing>) | null
  /** Answers instead of making the server, or throws. */
  creating: ((input: NewServer, make: () => string) => Promise<string>) | null
  /** Switches native backups instead, or throws; `apply` does it. */
  switching: ((ref: string, on: boolean, apply: () => void) => Promise<Started>) | null
  /** What `listRecoveryPoints` answers. */
  points: ProviderRecoveryPoint[]
  /** What `listPrices` answers; null: there is no such list. */
  prices: ProviderPrices | ProviderError | null
  /** Replaces parts of what this cloud can do. */
  native: Partial<NativeCapability>
  /** What `followAction` says. */
  action: 'running' | 'succeeded' | 'failed'
  /** Thrown by `checkCredentials`. */
  refusal: ProviderError | null
  rate_limit: RateLimitTold | null
  readonly created: NewServer[]
  readonly opened: AccountToOpen[]
  readonly calls: string[]
}

export const fakeServer = (ref: string, extra: Partial<ProviderServer> = {}): ProviderServer => ({
  ref,
  name: `host-${ref}`,
  region: 'fra1',
  size: 's-1vcpu-1gb',
  status: 'running',
  provider_status: 'active',
  locked: false,
  native: { state: 'off', schedule: null, managed_in_panel: false, next_at: null },
  recovery_point_refs: null,
  newest_native_at: null,
  disk_bytes: null,
  price_per_month: { amount_minor: 600, currency: 'USD' },
  addon_ids: null,
  created_at: '2026-01-01T00:00:00.000Z',
  address: '198.51.100.7',
  ...extra,
})

export const providerError = (kind: ProviderError['kind'], effect: ProviderError['effect'] = 'none') =>
  new ProviderError(`the fake cloud says ${kind}`, {
    kind,
    effect,
    retry_after_ms: kind === 'rate_limited' ? 7_000 : null,
  })

export const createFakeCloud = (): FakeCloud => {
  const cloud: Omit<FakeCloud, 'providers'> = {
    servers: [],
    listing: null,
    creating: null,
    switching: null,
    points: [],
    prices: null,
    native: {},
    action: 'succeeded',
    refusal: null,
    rate_limit: null,
    created: [],
    opened: [],
    calls: [],
  }
  const create = (account: AccountToOpen): Provider => {
    cloud.opened.push(account)
    return fakeClient(cloud, account)
  }
  const describe = () => ({
    credential_fields: [{ name: 'token', label: 'Token', secret: true, help: 'Make one in the panel.' }],
    credentials: z.object({ token: z.string().regex(/^\S+$/, 'Paste the whole token.') }),
    capabilities: capabilitiesOf(cloud),
  })
  return Object.assign(cloud, { providers: createProviders({ describe, create }) })
}

const capabilitiesOf = ({ native }: Pick<FakeCloud, 'native'>) => ({
  ...capabilities,
  native: { ...nativeOf(capabilities), ...native },
})

const checkOf = (account: AccountToOpen): CredentialCheck => ({
  account: 'fake@example.com',
  scopes: [
    { name: 'server:read', granted: true, needed_for: 'listing servers' },
    {
      name: 'server:update',
      granted: account.credentials.token !== 'narrow',
      needed_for: 'switching backups on and off',
    },
  ],
})

const unsupported = async () => {
  throw providerError('unsupported')
}

const images = {
  createSnapshot: unsupported,
  deleteSnapshot: unsupported,
  convertToSnapshot: unsupported,
  restoreInPlace: unsupported,
  restoreToNew: unsupported,
  newServerChoices: unsupported,
  deleteThrowaway: unsupported,
}

const fakeClient = (cloud: Omit<FakeCloud, 'providers'>, account: AccountToOpen): Provider => {
  const called = (name: string) => void cloud.calls.push(name)
  const make = (input: NewServer) => {
    const ref = `made-${cloud.created.push(input)}`
    const status = cloud.action === 'succeeded' ? 'running' : 'provisioning'
    cloud.servers.push(fakeServer(ref, { name: input.name, region: input.region, size: input.size, status }))
    return ref
  }
  const switchNative = async (ref: string, on: boolean, schedule: NativeSchedule | null = null): Promise<Started> => {
    called(on ? 'enableNative' : 'disableNative')
    const apply = () => {
      const state = on ? ('on' as const) : ('off' as const)
      cloud.servers = cloud.servers.map((one) =>
        one.ref === ref ? { ...one, native: { ...one.native, state, schedule } } : one,
      )
    }
    if (cloud.switching !== null) return cloud.switching(ref, on, apply)
    apply()
    return { action: null }
  }
  return {
    name: account.provider,
    capabilities: capabilitiesOf(cloud),
    rateLimit: () => cloud.rate_limit,
    checkCredentials: async () => {
      called('checkCredentials')
      if (cloud.refusal !== null) throw cloud.refusal
      return checkOf(account)
    },
    listServers: async () => {
      called('listServers')
      if (cloud.listing !== null) return cloud.listing()
      return { servers: [...cloud.servers], complete: true, problem: null, calls: 1 }
    },
    getServer: async (ref) => {
      called('getServer')
      const found = cloud.servers.find((server) => server.ref === ref)
      if (found === undefined) throw providerError('not_found')
      return found
    },
    createServer: async (input) => {
      called('createServer')
      const ref = cloud.creating === null ? make(input) : await cloud.creating(input, () => make(input))
      return { ref, action: `create-${ref}` }
    },
    followAction: async () => {
      called('followAction')
      if (cloud.action === 'running') return { state: 'running', percent: null }
      return cloud.action === 'failed' ? { state: 'failed', reason: 'no room in this region' } : { state: 'succeeded' }
    },
    enableNative: (ref, schedule) => switchNative(ref, true, schedule),
    changeNativeSchedule: unsupported,
    disableNative: (ref) => switchNative(ref, false),
    listRecoveryPoints: async () => {
      called('listRecoveryPoints')
      return cloud.points
    },
    listAllRecoveryPoints: unsupported,
    listPrices: async () => {
      if (cloud.prices instanceof ProviderError) throw cloud.prices
      return cloud.prices ?? unsupported()
    },
    ...images,
  }
}
