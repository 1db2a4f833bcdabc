import { type Context, systemCaller } from '../../src/context.ts'
import { encodeCursor } from '../../src/lib/pagination.ts'
import { connectProviderAccount } from '../../src/provider-accounts/connect-provider-account.ts'
import { startSync } from '../../src/provider-accounts/start-sync.ts'
import { type ProviderName, providerNames } from '../../src/providers/provider.ts'
import { getRun } from '../../src/runs/get-run.ts'
import { listRuns } from '../../src/runs/list-runs.ts'
import { listServers } from '../../src/servers/list-servers.ts'
import type { ListServersQuery } from '../../src/servers/schema.ts'
import { syncProviderAccount } from '../../src/servers/sync-provider-account.ts'
import { openSandbox } from '../helpers/sandbox-clouds.ts'
import type { Figure } from './figure.ts'
import { analyze, fillRuns, fillServers } from './fleet.ts'
import { timed } from './timed.ts'
import { openBenchWorld } from './world.ts'

const servers = 100_000
const runs = 1_000_000
const synced = 10_000

/** Lists and filters at 100,000 servers and 1,000,000 runs; the sync of 10,000 servers of each provider. */
export const benchServers = async (): Promise<Figure[]> => {
  const { ctx, close } = await openBenchWorld()
  try {
    const syncs: Figure[] = []
    for (const provider of providerNames) syncs.push(...(await benchSync(ctx, provider)))
    await fillServers(ctx, servers)
    await fillRuns(ctx, runs, servers)
    await analyze(ctx)
    return [...syncs, ...(await benchLists(ctx))]
  } finally {
    await close()
  }
}

const one = `org_${'0'.repeat(25)}7`
const middle = 'm'
const lists: readonly [string, Partial<ListServersQuery>][] = [
  ['first page', {}],
  ['half-way', { cursor: encodeCursor('servers name', [middle, 'srv_']) }],
  ['by storage, largest first', { sort: '-storage_bytes' }],
  ['by age of the last backup', { sort: 'last_backup_at' }],
  ['newest backup first', { sort: '-last_backup_at' }],
  ['of one organization', { organization_id: one }],
  ['of one organization, by storage', { organization_id: one, sort: '-storage_bytes' }],
  ['backups on', { backups: 'enabled' }],
  ['backups on, by storage', { backups: 'enabled', sort: '-storage_bytes' }],
  ['stale', { stale: true }],
  ['stale, newest backup first', { stale: true, sort: '-last_backup_at' }],
  ['missing', { status: 'missing' }],
  ['stopped', { status: 'stopped' }],
  ['of one provider', { provider: 'contabo' }],
  ['name holds two letters', { q: 'eb' }],
  ['name holds a rare text', { q: 'abcde' }],
  ['name holds a text that is nowhere', { q: 'nothing-like-it' }],
  ["the provider's id", { q: '400077777' }],
]

const benchLists = async (ctx: Context): Promise<Figure[]> => {
  const figures: Figure[] = []
  for (const [name, query] of lists)
    figures.push(await timed(ctx, `servers: ${name}`, () => listServers(ctx, { limit: 50, sort: 'name', ...query })))
  const member = {
    ...systemCaller,
    kind: 'user' as const,
    operator: false,
    memberships: [{ organization_id: one, role: 'viewer' as const }],
  }
  const asMember = { ...ctx, caller: member }
  figures.push(await timed(ctx, 'servers: as a member', () => listServers(asMember, { limit: 50, sort: 'name' })))
  for (const [name, query] of [
    ['first page', {}],
    ['half-way', { cursor: encodeCursor('runs', [`run_${String(runs / 2).padStart(26, '0')}`]) }],
    ['of one server', { server_id: `srv_${'0'.repeat(25)}9` }],
    ['running', { state: 'running' as const }],
    ['failed', { outcome: 'failed' as const }],
    ['restores that failed', { kind: 'restore' as const, outcome: 'failed' as const }],
  ] as const)
    figures.push(await timed(ctx, `runs: ${name}`, () => listRuns(ctx, { limit: 50, ...query })))
  figures.push(await timed(ctx, 'runs: as a member', () => listRuns(asMember, { limit: 50 })))
  return figures
}

const targets: Record<ProviderName, string> = {
  digitalocean: 'target ≤ 100 calls; one more where no server has a graphics card; retries apart',
  contabo: 'target ≤ 100 calls, one for a token and one for the log of snapshots; retries apart',
  linode: 'target ≤ 100 calls; retries apart',
  vultr: 'target ≤ 20 calls; retries apart',
  hetzner: 'target ≤ 200 calls; retries apart',
}

const benchSync = async (ctx: Context, provider: ProviderName): Promise<Figure[]> => {
  const sandbox = await openSandbox({ provider, servers: synced, settings: { calls_per_hour: 1_000_000 } })
  try {
    const credentials = sandbox.control.credentials()
    const account = await connectProviderAccount(ctx, { provider, label: provider, credentials, endpoint: sandbox.url })
    const input = { provider_account_id: account.id }
    const sync = async () => {
      sandbox.control.forgetCalls()
      const { run_id } = await startSync(ctx, input)
      const startedMs = performance.now()
      await syncProviderAccount(ctx, { ...input, run_id })
      const seconds = (performance.now() - startedMs) / 1_000
      const { outcome } = await getRun(ctx, { run_id })
      if (outcome !== 'succeeded') throw new Error(`The sync of ${provider} ended with ${outcome}.`)
      return { seconds, calls: Object.values(sandbox.control.calls()).reduce((sum, n) => sum + n, 0) }
    }
    const [first, second] = [await sync(), await sync()]
    const note = `${synced} servers; the sandbox cloud answers without delay`
    return [
      { name: `${provider}: calls of a sync`, value: first.calls, unit: 'calls', compared_to: targets[provider], note },
      { name: `${provider}: first sync`, value: first.seconds, unit: 's', note: `${note}; all are written` },
      { name: `${provider}: sync without news`, value: second.seconds, unit: 's', note },
    ]
  } finally {
    await sandbox.close()
  }
}
