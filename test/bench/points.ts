import type { Context } from '../../src/context.ts'
import { dayMs, hourMs, testClock } from '../../src/lib/clock.ts'
import { encodeCursor } from '../../src/lib/pagination.ts'
import { testWait } from '../../src/lib/wait.ts'
import { refreshServerFacts } from '../../src/protections/facts/refresh-server-facts.ts'
import { readTimeline } from '../../src/protections/timeline/read-timeline.ts'
import { connectProviderAccount } from '../../src/provider-accounts/connect-provider-account.ts'
import { startSync } from '../../src/provider-accounts/start-sync.ts'
import { type ProviderName, providerNames } from '../../src/providers/provider.ts'
import { countRecoveryPoints } from '../../src/recovery-points/count-recovery-points.ts'
import { readHistories } from '../../src/recovery-points/history/read-histories.ts'
import { listRecoveryPoints } from '../../src/recovery-points/list-recovery-points.ts'
import type { ListRecoveryPointsQuery } from '../../src/recovery-points/schema.ts'
import { syncProviderAccount } from '../../src/servers/sync-provider-account.ts'
import { openSandbox } from '../helpers/sandbox-clouds.ts'
import type { Figure } from './figure.ts'
import { analyze, fillPoints, fillServers } from './fleet.ts'
import { timed } from './timed.ts'
import { openBenchWorld } from './world.ts'

const servers = 100_000
const protectedServers = servers / 10
const points = 3_000_000
const many = 30_000
const read = 10_000

/** What the images of 10,000 servers cost to read at each provider; history and timeline at 3,000,000 recovery points. */
export const benchPoints = async (): Promise<Figure[]> => {
  const figures: Figure[] = []
  for (const provider of providerNames) figures.push(...(await benchReading(provider)))
  const { ctx, close } = await openBenchWorld()
  try {
    const server_id = `srv_${'0'.repeat(22)}5001`
    await fillServers(ctx, servers)
    await fillPoints(ctx, { each: (points - many) / protectedServers, many, server_id })
    await analyze(ctx)
    return [...figures, ...(await benchHistory(ctx, server_id))]
  } finally {
    await close()
  }
}

const benchHistory = async (ctx: Context, server_id: string): Promise<Figure[]> => {
  const figures: Figure[] = []
  const middle = new Date(ctx.clock.nowMs() - (many / 2) * hourMs).toISOString()
  const month = new Date(ctx.clock.nowMs() - 30 * dayMs).toISOString()
  const queries: readonly [string, Partial<ListRecoveryPointsQuery>][] = [
    ['newest of a server with 30,297', {}],
    ['half-way through them', { cursor: encodeCursor('recovery_points', [middle, 'rcp_']) }],
    ['those of a month', { from: month, limit: 200 }],
    ['images among them', { method: 'native' }],
    ['those that can be restored', { state: 'available' }],
  ]
  for (const [name, query] of queries)
    figures.push(
      await timed(ctx, `history: ${name}`, () => listRecoveryPoints(ctx, { server_id, limit: 50, ...query })),
    )
  const other = `srv_${'0'.repeat(22)}6001`
  figures.push(
    await timed(ctx, 'history: of any server', () => listRecoveryPoints(ctx, { server_id: other, limit: 50 })),
  )
  figures.push(await timed(ctx, 'history: how many there are', () => countRecoveryPoints(ctx, { server_id })))
  figures.push(await timed(ctx, 'timeline: of the server with 30,297', () => readTimeline(ctx, { server_id })))
  figures.push(await timed(ctx, 'timeline: of any server', () => readTimeline(ctx, { server_id: other })))
  figures.push(await timed(ctx, 'strip of a server written anew', () => refreshServerFacts(ctx, { server_id })))
  return figures
}

const targets: Partial<Record<ProviderName, string>> = {
  digitalocean: 'target ≤ 350 calls',
  contabo: 'target: only what changed',
}

const benchReading = async (provider: ProviderName): Promise<Figure[]> => {
  const clock = testClock()
  const { ctx, close } = await openBenchWorld(clock, testWait(clock))
  const settings = { calls_per_hour: 100_000_000 }
  const sandbox = await openSandbox({ provider, clock, servers: read, settings })
  try {
    // Contabo lists no backups, only snapshots.
    for (const { ref, native } of sandbox.control.servers())
      if (native === 'off' && provider !== 'contabo') sandbox.control.panel('enable_backups', { server_ref: ref })
    clock.advanceMs(8 * dayMs)
    sandbox.control.advance(0)
    const credentials = sandbox.control.credentials()
    const account = await connectProviderAccount(ctx, { provider, label: provider, credentials, endpoint: sandbox.url })
    const input = { provider_account_id: account.id }
    const look = async () => {
      const { run_id } = await startSync(ctx, input)
      await syncProviderAccount(ctx, { ...input, run_id })
      sandbox.control.forgetCalls()
      const startedMs = performance.now()
      await readHistories(ctx, input)
      const calls = Object.values(sandbox.control.calls()).reduce((sum, n) => sum + n, 0)
      return { calls, seconds: (performance.now() - startedMs) / 1_000 }
    }
    const first = await look()
    clock.advanceMs(hourMs / 3)
    const quiet = await look()
    const { count } = await ctx.db
      .selectFrom('recovery_points')
      .select((e) => e.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    const note = `${read} servers${provider === 'contabo' ? '' : ' with native backups on'}, ${count} images; the sandbox cloud answers without delay`
    const compared_to = targets[provider]
    return [
      {
        name: `${provider}: calls for all images`,
        value: first.calls,
        unit: 'calls',
        ...(compared_to && { compared_to }),
        note,
      },
      { name: `${provider}: all images read and written`, value: first.seconds, unit: 's', note },
      {
        name: `${provider}: calls for images 20 minutes later`,
        value: quiet.calls,
        unit: 'calls',
        note: 'nothing changed',
      },
    ]
  } finally {
    await sandbox.close()
    await close()
  }
}
