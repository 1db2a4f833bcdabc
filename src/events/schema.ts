/** What open pages hear: that something of a kind changed, and where to ask for it. Never the data itself. */
export type LiveEvent = {
  /** Position in the stream, for `Last-Event-ID`. */
  id: string
  /** Such as `api_key.changed`. */
  topic: string
  organization_id: string | null
  entity_id: string
  at: string
}

/** Which events a reader may see. */
export type EventFilter = { scope: 'all' | readonly string[]; user_id: string | null }

/** The Postgres channel that wakes readers in every process. It carries no data: readers read the table. */
export const eventsChannel = 'backstay_events'
