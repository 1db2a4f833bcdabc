import { type Caller, type Context, inTransaction, noOrigin } from '../context.ts'
import { isoPlusMs } from '../lib/clock.ts'
import { AppError, type ErrorCode } from '../lib/errors.ts'
import { backUpNow } from '../protections/back-up-now.ts'
import { toggleBackups } from '../protections/toggle-backups.ts'
import { logRun } from '../runs/log-run.ts'
import { lockWaitingItem, updateBulkItem, type WaitingItem } from './queries.ts'
import { restoreItem } from './restore-item.ts'
import type { BulkWork } from './schema.ts'

type Part = { run_id: string; work: BulkWork; requester: Caller; item: WaitingItem }

/** What passes by itself: the row waits, and its turn comes again. */
const passing: readonly ErrorCode[] = ['provider_rate_limited', 'provider_unavailable', 'server_busy']
const mostTries = 8
const mostFaults = 3
const pauseMs = (tries: number) => Math.min(900_000, 15_000 * 2 ** tries)

/** One server's part of bulk work, by the rights of who asked for it; its row says what came of it. */
export const doBulkItem = async (ctx: Context, part: Part): Promise<void> => {
  const { run_id, item } = part
  const key = { run_id, server_id: item.server_id }
  try {
    await begin({ ...ctx, caller: part.requester, origin: noOrigin }, part)
  } catch (error) {
    if (!(error instanceof AppError)) {
      // One server that meets a fault of ours must not keep all the others from their turn for ever.
      if (item.tries < mostFaults) {
        await updateBulkItem(ctx.db, key, { tries: item.tries + 1 })
        throw error
      }
      ctx.log.error({ err: error, run_id, server_id: item.server_id }, 'bulk work met a fault with one server')
    }
    const { code, message } = error instanceof AppError ? error : new AppError('internal')
    if (passing.includes(code) && item.tries < mostTries) {
      const pause = Math.max(
        pauseMs(item.tries),
        1_000 * (error instanceof AppError ? (error.retryAfterSeconds ?? 0) : 0),
      )
      const not_before = isoPlusMs(ctx.clock.now(), pause)
      await updateBulkItem(ctx.db, key, { code, message, tries: item.tries + 1, not_before })
      return
    }
    await inTransaction(ctx, async (ctx) => {
      await updateBulkItem(ctx.db, key, { state: 'refused', code, message })
      await logRun(ctx, { run_id, level: 'warning', message: `${item.server_name ?? item.server_id}: ${message}` })
    })
  }
}

const begin = async (ctx: Context, { run_id, work, item: { server_id } }: Part): Promise<void> => {
  const key = { run_id, server_id }
  switch (work.kind) {
    // Repeating it changes nothing, so it may commit in steps of its own.
    case 'toggle': {
      const result = await toggleBackups(ctx, { server_id, enable: work.enable, parent_run_id: run_id })
      const child_run_id = result.run_id ?? null
      const state = child_run_id === null ? 'done' : 'accepted'
      await updateBulkItem(ctx.db, key, { state, code: null, message: result.message, child_run_id })
      return
    }
    case 'back_up':
      return inTransaction(ctx, async (ctx) => {
        if ((await lockWaitingItem(ctx.db, key)) === undefined) return
        const { run_id: child_run_id } = await backUpNow(ctx, {
          server_id,
          method: work.method,
          parent_run_id: run_id,
        })
        await updateBulkItem(ctx.db, key, { state: 'accepted', code: null, message: 'Backup started.', child_run_id })
      })
    case 'restore':
      return restoreItem(ctx, { key, work })
  }
}
