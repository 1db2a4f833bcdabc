import { recordChanges } from '../audit/record-changes.ts'
import { type Context, inTransaction } from '../context.ts'
import type { RunningJob } from '../jobs/handler.ts'
import { AppError } from '../lib/errors.ts'
import { beginSync, type SyncBegun } from '../provider-accounts/begin-sync.ts'
import { checkProviderAccount } from '../provider-accounts/check-provider-account.ts'
import { explainProviderError } from '../provider-accounts/explain-provider-error.ts'
import { isConnected } from '../provider-accounts/is-connected.ts'
import { openProvider } from '../provider-accounts/open-provider.ts'
import { recordAccountFailure } from '../provider-accounts/record-account-failure.ts'
import { recordSync } from '../provider-accounts/record-sync.ts'
import { requireSyncFence } from '../provider-accounts/require-sync-fence.ts'
import type { RateLimitTold, ServerListing } from '../providers/provider.ts'
import { ProviderError } from '../providers/provider-error.ts'
import { beginRun } from '../runs/begin-run.ts'
import { finishRun } from '../runs/finish-run.ts'
import { logRun } from '../runs/log-run.ts'
import { recordProgress } from '../runs/record-progress.ts'
import { serversObservedTask } from '../tasks.ts'
import { compareListing } from './compare-listing.ts'
import { keepSchedules } from './keep-schedules.ts'
import { readImageChanges } from './read-image-changes.ts'
import { countAbsent, listKnownAcrossOrganizations, listThrowawayNames, listUnlikeProtections } from './sync-queries.ts'
import { type WrittenListing, writeListing } from './write-listing.ts'

/** DESIGN rule 9: a server is missing when so many complete listings in a row came without it. Nothing of it is deleted. */
const missingFrom = 3

type Input = { provider_account_id: string; run_id: string }

/**
 * Looks for servers at a provider: one listing, held against what we know. An empty, partial or failed listing says of no
 * server that it is gone. Runs again from the start when its worker was lost; who was overtaken writes nothing more.
 */
export const syncProviderAccount = async (ctx: Context, input: Input, job?: RunningJob): Promise<void> => {
  const { provider_account_id, run_id } = input
  if ((await beginRun(ctx, { run_id })) === null) return
  const sync = await beginSync(ctx, { provider_account_id })
  if (sync === null) return endIfRemoved(ctx, input)
  try {
    await syncOnce(ctx, input, sync)
  } catch (error) {
    if (error instanceof ProviderError) await endWithFailure(ctx, input, error)
    // Another sync took over, and this run is its business now; or the account is gone.
    else if (error instanceof AppError && error.code === 'conflict') await endIfRemoved(ctx, input)
    else {
      if (job?.last_attempt === true) {
        const message = 'Backstay failed while it wrote down what it found. The next sync goes on from there.'
        await finishRun(ctx, { run_id, outcome: 'failed', error: { code: 'internal', message } })
      }
      throw error
    }
  }
}

const endIfRemoved = async (ctx: Context, { provider_account_id, run_id }: Input): Promise<void> => {
  if (await isConnected(ctx, { provider_account_id })) return
  const message = 'The provider account was removed.'
  await finishRun(ctx, { run_id, outcome: 'cancelled', error: { code: 'not_found', message } })
}

const syncOnce = async (ctx: Context, { provider_account_id, run_id }: Input, sync: SyncBegun): Promise<void> => {
  const provider = await openProvider(ctx, { provider_account_id })
  await recordProgress(ctx, { run_id, progress: { kind: 'none', note: 'Listing servers' } })
  const observed_at = ctx.clock.now()
  const listing = await provider.listServers()
  const known = await listKnownAcrossOrganizations(ctx.db, provider_account_id)
  const { complete, problem } = judge(listing, known.filter(({ provider_ref }) => provider_ref !== null).length)
  await logRun(ctx, {
    run_id,
    message: `${provider.capabilities.label} listed ${count(listing.servers.length, 'server')} in ${count(listing.calls, 'call')}.`,
  })
  if (problem !== null) await logRun(ctx, { run_id, level: 'warning', message: problem })

  const throwaways = new Set(await listThrowawayNames(ctx.db, provider_account_id))
  const servers = listing.servers.filter(({ name }) => !throwaways.has(name))
  const leavesSchedulesOut = provider.capabilities.native?.schedule_by_server === true
  const listed = leavesSchedulesOut ? keepSchedules(servers, known, observed_at) : servers
  const compared = compareListing(known, listed, observed_at)
  const goOn = async (share: number) => {
    const progress = { kind: 'exact', percent: Math.floor(100 * share), note: 'Writing down what changed' } as const
    return (await recordProgress(ctx, { run_id, progress })).go_on
  }
  const written = (await goOn(0)) ? await writeListing(ctx, { sync, compared, observed_at, goOn }) : null
  if (written === null) {
    await finishRun(ctx, { run_id, outcome: 'cancelled' })
    return
  }
  await readImageChanges(ctx, { provider_account_id, run_id, provider })
  const facts = { servers: compared.refs.length, calls: listing.calls, complete, ...written }
  const rate_limit = provider.rateLimit()
  await end(ctx, { run_id, sync, facts, awaited: compared.awaited, refs: compared.refs, observed_at, rate_limit })
}

/** Counts what is absent, ends the run and marks the account: all in one, so that a listing never counts twice. */
const end = (
  ctx: Context,
  input: {
    run_id: string
    sync: SyncBegun
    facts: { servers: number; calls: number; complete: boolean } & WrittenListing
    awaited: number
    refs: readonly string[]
    observed_at: string
    rate_limit: RateLimitTold | null
  },
): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const { run_id, sync, facts, refs, observed_at } = input
    await requireSyncFence(ctx, sync)
    const now = ctx.clock.now()
    const listing = { refs, began_at: observed_at, now, missing_from: missingFrom }
    const absent = facts.complete ? await countAbsent(ctx.db, sync.provider_account_id, listing) : []
    const gone = absent.filter(({ newly_missing }) => newly_missing)
    await recordChanges(
      ctx,
      gone.map(({ id, name, organization_id }) => ({
        action: 'server.missing',
        organization_id,
        target: { id, name },
        after: { missing_since: now },
      })),
    )
    const unlike = await listUnlikeProtections(ctx.db, sync.provider_account_id, observed_at)
    for (const server_ids of inChunks([...new Set([...gone.map(({ id }) => id), ...unlike])]))
      await ctx.jobs.enqueue(ctx.db, serversObservedTask, { server_ids })
    await logRun(ctx, { run_id, message: linesOf(facts, gone, input.awaited) })
    const { provider_account_id } = sync
    await recordSync(ctx, { provider_account_id, complete: facts.complete, rate_limit: input.rate_limit })
    await finishRun(ctx, {
      run_id,
      outcome: facts.complete ? 'succeeded' : 'warning',
      stats: { ...facts, absent: absent.length, missing: gone.length },
    })
  })

/** Whether absence from this listing means anything. A provider that suddenly has no server at all is not believed. */
const judge = (listing: ServerListing, known: number): { complete: boolean; problem: string | null } => {
  if (listing.complete && listing.servers.length === 0 && known > 0)
    return {
      complete: false,
      problem: `The provider listed no server at all, though ${known} ${known === 1 ? 'is' : 'are'} known. None of them is taken to be gone.`,
    }
  const why = listing.problem ?? 'Not all pages came.'
  return { complete: listing.complete, problem: listing.complete ? null : `${why} No server is taken to be gone.` }
}

const linesOf = (facts: WrittenListing, gone: readonly { name: string }[], awaited: number): string[] => [
  `${facts.found} new, ${facts.changed} changed, ${facts.returned} back again.`,
  ...(facts.elsewhere > 0
    ? [`${count(facts.elsewhere, 'server')} left out: another provider account has them already.`]
    : []),
  ...(awaited > 0 ? [`${count(awaited, 'server')} left to the deployment that is making them.`] : []),
  ...gone
    .slice(0, 50)
    .map(({ name }) => `${name} is missing: ${missingFrom} complete listings in a row came without it.`),
]

const inChunks = (ids: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(ids.length / 500) }, (_, n) => ids.slice(n * 500, (n + 1) * 500))

const count = (n: number, noun: string) => `${n} ${noun}${n === 1 ? '' : 's'}`

const endWithFailure = async (ctx: Context, { provider_account_id, run_id }: Input, error: ProviderError) => {
  // Which right is lacking is what a check tells.
  if (error.kind === 'forbidden') await checkProviderAccount(ctx, { provider_account_id })
  else await recordAccountFailure(ctx, { provider_account_id, error })
  const { code, message } = explainProviderError(error)
  await finishRun(ctx, {
    run_id,
    outcome: 'failed',
    error: { code, message: message.includes(error.message) ? message : `${message} It said: ${error.message}` },
  })
}
