import type { Client } from 'pg'
import type { Db } from '../db/database.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { createNotificationListener } from './notification-listener.ts'
import { currentPosition, type EventRow, isRemembered, listEventsAcrossOrganizations } from './queries.ts'
import type { EventFilter, LiveEvent } from './schema.ts'

export type EventSource = {
  /**
   * Calls `onEvent` for everything the filter allows: first what came after position `after`, then what comes, without gaps or
   * doubles. A position that is forgotten or malformed starts with one event of topic `everything.changed`.
   */
  subscribe(filter: EventFilter, after: string | null, onEvent: (event: LiveEvent) => void): Promise<{ close(): void }>
  close(): Promise<void>
}

type Subscriber = { filter: EventFilter; after: string; onEvent: (event: LiveEvent) => void }

const batch = 500

/** One reader per process over the events table: woken by Postgres' notifications, and by a timer in case one was lost. */
export const createEventSource = (options: {
  db: Db
  /** Makes a client that is not connected yet, for LISTEN. */
  createClient: () => Client
  clock: Clock
  log: Log
  poll_ms: number
}): EventSource => {
  const subscribers = new Set<Subscriber>()
  let reading: Promise<void> | null = null
  let again = false
  let timer: NodeJS.Timeout | null = null

  const wake = () => {
    again = true
    reading ??= readAll().finally(() => {
      reading = null
    })
  }

  const readAll = async () => {
    while (again) {
      again = false
      try {
        for (const after of new Set([...subscribers].map((s) => s.after))) {
          if (await readFrom(options.db, subscribers, after)) again = true
        }
      } catch (error) {
        // The next wake tries again; positions stand where they stood.
        options.log.warn({ err: error }, 'Events could not be read')
      }
    }
  }

  const listener = createNotificationListener(options, wake)

  const tick = () => {
    void listener.listen()
    if (subscribers.size > 0) wake()
  }

  const start = async () => {
    if (timer !== null) return
    timer = setInterval(tick, options.poll_ms)
    timer.unref()
    await listener.listen()
  }

  return {
    subscribe: async (filter, after, onEvent) => {
      await start()
      const known = after !== null && /^\d{1,19}-\d{1,18}$/.test(after) && (await isRemembered(options.db, after))
      const subscriber: Subscriber = { filter, after: known ? after : await currentPosition(options.db), onEvent }
      if (after !== null && !known) onEvent(everythingChanged(subscriber.after, options.clock.now()))
      subscribers.add(subscriber)
      wake()
      return { close: () => void subscribers.delete(subscriber) }
    },
    close: async () => {
      if (timer !== null) clearInterval(timer)
      subscribers.clear()
      await reading
      await listener.close()
    },
  }
}

/** Reads one batch for those who stand at one position; true when there is more. */
const readFrom = async (db: Db, subscribers: ReadonlySet<Subscriber>, after: string): Promise<boolean> => {
  const rows = await listEventsAcrossOrganizations(db, after, batch)
  const last = rows.at(-1)
  if (last === undefined) return false
  for (const subscriber of subscribers) if (subscriber.after === after) deliver(subscriber, rows, last.id)
  return rows.length === batch
}

const deliver = (subscriber: Subscriber, rows: readonly EventRow[], position: string) => {
  subscriber.after = position
  for (const { user_id, ...event } of rows)
    if (maySee(subscriber.filter, event.organization_id, user_id)) subscriber.onEvent(event)
}

const maySee = (filter: EventFilter, organizationId: string | null, userId: string | null) => {
  if (userId !== null) return userId === filter.user_id
  if (filter.scope === 'all') return true
  return organizationId !== null && filter.scope.includes(organizationId)
}

const everythingChanged = (id: string, at: string): LiveEvent => ({
  id,
  topic: 'everything.changed',
  organization_id: null,
  entity_id: '',
  at,
})
