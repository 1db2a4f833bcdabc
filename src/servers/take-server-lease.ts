import type { Services } from '../context.ts'
import { toIso } from '../lib/clock.ts'
import { AppError, notFound } from '../lib/errors.ts'
import { findLeaseUntil, type ServerRow, takeLease } from './queries.ts'

/** The right to change one server at its provider. Writes that belong to the change carry it (`requireServerLease`). */
export type ServerLease = { readonly server_id: string; readonly fence: number }

export type LeaseRequest = {
  server_id: string
  /** Who changes it, for those who find it taken; such as a run's id. */
  holder: string
  /** After this the lease is free for others, should its holder have died. Longer than the slowest call to the provider. */
  ttl_ms: number
}

/** A lease with its server as it was when the lease was taken. */
export type TakenLease = ServerLease & { readonly server: ServerRow }

/** Takes the lease, which then has a new fence. Throws server_busy while somebody else has it. */
export const takeServerLease = async (services: Services, input: LeaseRequest): Promise<TakenLease> => {
  const nowMs = services.clock.nowMs()
  const lease = { holder: input.holder, until: toIso(nowMs + input.ttl_ms), now: toIso(nowMs) }
  const server = await takeLease(services.db, input.server_id, lease)
  if (server !== undefined) return { server_id: server.id, fence: server.lease_fence, server }
  const held = await findLeaseUntil(services.db, input.server_id)
  if (held === undefined) throw notFound()
  const untilMs = held.lease_until === null ? nowMs : Date.parse(held.lease_until)
  throw new AppError('server_busy', { retryAfterSeconds: Math.max(1, Math.ceil((untilMs - nowMs) / 1_000)) })
}
