import type { Context } from '../../context.ts'
import type { RunningJob } from '../../jobs/handler.ts'
import { dayMs, isoPlusMs, minuteMs } from '../../lib/clock.ts'
import { isConnected } from '../../provider-accounts/is-connected.ts'
import { openProvider } from '../../provider-accounts/open-provider.ts'
import { recordAccountFailure } from '../../provider-accounts/record-account-failure.ts'
import type { Provider, ProviderRecoveryPoint, Reading } from '../../providers/provider.ts'
import { ProviderError } from '../../providers/provider-error.ts'
import { countImagesListed } from '../../servers/count-images-listed.ts'
import { imageChangesReadAt } from '../../servers/image-changes-read-at.ts'
import { listServersWithHistoryDue, type ServerToRead } from '../../servers/list-servers-with-history-due.ts'
import { recordHistoryRead } from '../../servers/record-history-read.ts'
import { canHaveImages } from './can-have-images.ts'
import { isCheaperAtOnce } from './is-cheaper-at-once.ts'
import { recordHistories } from './record-histories.ts'

const mostAtOnce = 20_000
/** Servers written in one transaction. */
const batchSize = 200
/** A list of the whole account that is older than this is not shared any more: it would show what is gone since. */
const sharedMs = minuteMs

type Input = { provider_account_id: string }

/**
 * Reads the lists of images that are due, of one provider account: server by server, or all at once where the provider can and that
 * takes fewer calls. What is left over when the provider wants a pause is due in a minute as well.
 */
export const readHistories = async (
  ctx: Context,
  { provider_account_id }: Input,
  job?: Pick<RunningJob, 'signal'>,
): Promise<void> => {
  if (!(await isConnected(ctx, { provider_account_id }))) return
  const provider = await openProvider(ctx, { provider_account_id })
  const due = await listServersWithHistoryDue(ctx, { provider_account_id, limit: mostAtOnce })
  try {
    if (await isReadAtOnce(ctx, provider, { provider_account_id }, due.length)) await readAll(ctx, provider, due)
    else {
      const changes_read_at = await imageChangesReadAt(ctx, { provider_account_id })
      await readEach(ctx, { provider, due, changes_read_at }, job)
    }
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    ctx.log.warn(
      { provider_account_id, kind: error.kind, said: error.message },
      'the lists of images were not read to the end',
    )
    await recordAccountFailure(ctx, { provider_account_id, error })
  }
}

const isReadAtOnce = async (ctx: Context, provider: Provider, { provider_account_id }: Input, due: number) =>
  provider.capabilities.lists_all_recovery_points &&
  isCheaperAtOnce({ due, images: await countImagesListed(ctx, { provider_account_id }) })

const readAll = async (ctx: Context, provider: Provider, due: readonly ServerToRead[]): Promise<void> => {
  const began_at = ctx.clock.now()
  const { points, complete, problem } = await provider.listAllRecoveryPoints(
    due.map(({ provider_ref, point_refs }) => ({ ref: provider_ref, recovery_point_refs: point_refs })),
  )
  if (problem !== null) ctx.log.warn({ problem }, 'the list of all images is not whole; nothing is taken to be gone')
  const byServer = new Map<string, ProviderRecoveryPoint[]>()
  for (const { server_ref, ...point } of points) byServer.set(server_ref, [...(byServer.get(server_ref) ?? []), point])
  const { native } = provider.capabilities
  for (let at = 0; at < due.length; at += batchSize) {
    const batch = due.slice(at, at + batchSize)
    const histories = batch.map((server) => ({ server, points: byServer.get(server.provider_ref) ?? [] }))
    await recordHistories(ctx, { histories, complete, began_at, native, changes_read_at: null })
  }
}

type Each = { provider: Provider; due: readonly ServerToRead[]; changes_read_at: string | null }

const readEach = async (
  ctx: Context,
  { provider, due, changes_read_at }: Each,
  job: Pick<RunningJob, 'signal'> | undefined,
): Promise<void> => {
  let reading: Reading = { began_at: ctx.clock.now() }
  const [listable, others] = partition(due, (server) => canHaveImages(provider.capabilities, server))
  // As if read: what may give them images, such as another size, makes them due.
  if (others.length > 0)
    await recordHistoryRead(ctx, {
      server_ids: others.map(({ id }) => id),
      began_at: reading.began_at,
      due_at: isoPlusMs(reading.began_at, 3 * dayMs),
    })
  for (const server of listable) {
    job?.signal.throwIfAborted()
    if (isoPlusMs(reading.began_at, sharedMs) < ctx.clock.now()) reading = { began_at: ctx.clock.now() }
    await readOne(ctx, provider, { server, changes_read_at }, reading)
  }
}

const partition = <T>(all: readonly T[], isFirst: (one: T) => boolean): [T[], T[]] => [
  all.filter(isFirst),
  all.filter((one) => !isFirst(one)),
]

const readOne = async (
  ctx: Context,
  provider: Provider,
  { server, changes_read_at }: { server: ServerToRead; changes_read_at: string | null },
  reading: Reading,
): Promise<void> => {
  const { began_at } = reading
  const points = await provider.listRecoveryPoints(server.provider_ref, reading).catch((error: unknown) => {
    if (error instanceof ProviderError && isOfServer(error)) return null
    throw error
  })
  // The listing of servers finds out whether it is gone; a provider that has no such list is not asked again.
  if (points === null)
    await recordHistoryRead(ctx, { server_ids: [server.id], began_at, due_at: isoPlusMs(began_at, dayMs) })
  else {
    const { native } = provider.capabilities
    await recordHistories(ctx, { histories: [{ server, points }], complete: true, began_at, native, changes_read_at })
  }
}

const isOfServer = ({ kind }: ProviderError): boolean =>
  kind === 'not_found' || kind === 'unsupported' || kind === 'permanent' || kind === 'forbidden'
