import type { Db } from '../db/database.ts'
import type { EventSource } from '../events/event-source.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { listServersWithWorkAcrossOrganizations } from './command-queries.ts'
import { workTopic } from './send-command.ts'

/** Where polls of this process wait for work without holding anything of the database. */
export type WaitingRoom = {
  /** From now on knocks are heard. Give the seat back with `leave`. */
  enter(agent: { id: string; server_id: string }): Seat
  /** Wakes everybody, and lets nobody wait any more: for when the process stops. */
  close(): void
}

export type Seat = {
  /** Resolves with true on a knock, also one from before this call; with false when the signal aborts or the room closes. */
  knocked(signal: AbortSignal): Promise<boolean>
  leave(): void
}

type Parts = {
  readonly db: Db
  readonly events: Pick<EventSource, 'subscribe'>
  readonly clock: Clock
  readonly log: Log
  /** How often to look for work in case an event was lost: one query for all who wait. */
  readonly look_ms: number
}

type Waiting = { readonly agent: { id: string; server_id: string }; heard: boolean; wake: (() => void) | null }

export const createWaitingRoom = (parts: Parts): WaitingRoom => {
  const seats = new Set<Waiting>()
  const closing = new AbortController()
  let subscription: Promise<{ close(): void } | null> | null = null
  let timer: NodeJS.Timeout | null = null
  let looking = false

  const knock = (isMeant: (agent: Waiting['agent']) => boolean) => {
    for (const seat of seats) {
      if (!isMeant(seat.agent)) continue
      seat.heard = true
      seat.wake?.()
    }
  }

  const look = async () => {
    if (looking || seats.size === 0) return
    looking = true
    try {
      const ids = [...new Set([...seats].map(({ agent }) => agent.server_id))]
      const busy = new Set(await listServersWithWorkAcrossOrganizations(parts.db, ids, parts.clock.now()))
      knock((agent) => busy.has(agent.server_id))
    } catch (error) {
      parts.log.warn({ err: error }, 'Work for agents could not be looked for; the next look comes in a moment')
    } finally {
      looking = false
    }
  }

  const start = () => {
    timer ??= setInterval(() => void look(), parts.look_ms).unref()
    subscription ??= parts.events
      .subscribe({ scope: 'all', user_id: null }, null, ({ topic, entity_id }) => {
        if (topic === workTopic) knock((agent) => agent.server_id === entity_id)
        if (topic === 'agent.changed') knock((agent) => agent.id === entity_id)
      })
      .catch((error: unknown) => {
        parts.log.warn({ err: error }, 'Waiting agents hear of work by looking only, until the database is back')
        subscription = null
        return null
      })
  }

  return {
    enter: (agent) => {
      start()
      const seat: Waiting = { agent, heard: false, wake: null }
      seats.add(seat)
      return {
        knocked: (signal) => waitAt(seat, AbortSignal.any([signal, closing.signal])),
        leave: () => void seats.delete(seat),
      }
    },
    close: () => {
      closing.abort()
      if (timer !== null) clearInterval(timer)
      void subscription?.then((open) => open?.close())
    },
  }
}

const waitAt = (seat: Waiting, signal: AbortSignal): Promise<boolean> =>
  new Promise((resolve) => {
    const end = (knocked: boolean) => {
      seat.wake = null
      seat.heard = false
      signal.removeEventListener('abort', onAbort)
      resolve(knocked)
    }
    const onAbort = () => end(false)
    if (signal.aborted) return end(false)
    if (seat.heard) return end(true)
    seat.wake = () => end(true)
    signal.addEventListener('abort', onAbort)
  })
