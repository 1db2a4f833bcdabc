import type { ChangeTopic } from '../api/types.ts'

export type LiveState = { state: 'connecting' | 'live' } | { state: 'lost'; since: string }

const nouns: readonly ChangeTopic[] = [
  'organization',
  'member',
  'invitation',
  'api_key',
  'session',
  'operator',
  'user',
  'server',
  'protection',
  'run',
  'plan',
  'subscription',
  'provider_account',
  'provider_prices',
  'exchange_rate',
  'operator_task',
  'agent',
  'enrolment',
  'recovery_point',
  'backup',
  'drill',
  'restore',
  'repository',
  'storage_location',
  'notification_choices',
  'notification_target',
  'notification_delivery',
  'recommendation',
  'demo',
]
const firstRetryMs = 2000
const longestRetryMs = 30_000

type Options = {
  onChange: (noun: ChangeTopic) => void
  /** The stream is back after an interruption, or lost count: anything may have changed meanwhile. */
  onBack: () => void
  onState: (state: LiveState) => void
  now: () => Date
  /** Given in tests. */
  open?: (url: string) => EventSource
}

/** Follows /api/events until the returned function is called. The browser reconnects by itself; a refused stream we open again. */
export function followLiveUpdates({
  onChange,
  onBack,
  onState,
  now,
  open = (url) => new EventSource(url),
}: Options): () => void {
  let source: EventSource | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let lostSince: string | null = null
  let retryMs = firstRetryMs

  const connect = () => {
    source = open('/api/events')
    source.onopen = () => {
      retryMs = firstRetryMs
      onState({ state: 'live' })
      if (lostSince !== null) onBack()
      lostSince = null
    }
    source.onerror = () => {
      lostSince ??= now().toISOString()
      onState({ state: 'lost', since: lostSince })
      // 2 is CLOSED: the server refused, and the browser will not try again.
      if (source?.readyState === 2) {
        timer = setTimeout(connect, retryMs)
        retryMs = Math.min(longestRetryMs, retryMs * 2)
      }
    }
    // The server no longer knows what was missed.
    source.addEventListener('everything.changed', onBack)
    for (const noun of nouns) source.addEventListener(`${noun}.changed`, () => onChange(noun))
  }

  connect()
  return () => {
    clearTimeout(timer)
    source?.close()
  }
}
