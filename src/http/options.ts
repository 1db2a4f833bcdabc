import type { Registry } from 'prom-client'
import type { Caller, Context, Scope, Services } from '../context.ts'
import type { Credentials } from '../identity/authenticate.ts'
import { hourMs } from '../lib/clock.ts'
import type { Route, WebhookDeclaration } from '../route.ts'
import type { AccessLogLevel } from './access-log.ts'
import type { Mounted } from './mounted.ts'
import type { Timers } from './timers.ts'

/** Tells who sent a request. Nothing sent, or a session that ended, is `anonymousCaller`; throws when an API key is wrong. */
export type Authenticate = (services: Services, credentials: Credentials) => Promise<Caller>

/** One path of better-auth that is open, such as `POST /api/auth/sign-in/email`. All others answer 404. */
export type AuthPath = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly summary: string
  /** Somebody could guess a password or a code here. */
  readonly limited_tries: boolean
}

export type AuthHandler = (ctx: Context, request: Request) => Promise<Response>

export type PublishedEvent = {
  readonly id: string
  readonly topic: string
  readonly organization_id: string | null
  readonly entity_id: string
  readonly at: string
}

/** Replays what came after the cursor `after`, then goes on live, without gaps or doubles. */
export type EventSource = {
  subscribe(
    filter: { scope: Scope; user_id: string | null },
    after: string | null,
    onEvent: (event: PublishedEvent) => void,
  ): Promise<{ close(): void }>
}

/** How much one peer address, and one request, may take. */
export type Limits = {
  readonly anonymous_requests_per_minute: number
  readonly requests_per_minute: number
  /** For routes that guess at secrets: sign-in, two-factor codes, one-time links. */
  readonly tries_per_minute: number
  readonly body_bytes: number
  readonly request_ms: number
  /** How long a reply that comes bit by bit, such as a download, may take. */
  readonly stream_ms: number
  /** How long the headers of a request may take to arrive. */
  readonly headers_ms: number
  /** How long a request waits for another one with its Idempotency-Key. */
  readonly idempotency_wait_ms: number
  readonly event_streams_per_caller: number
  /** What may wait in memory for an event stream's reader. */
  readonly event_stream_bytes: number
  /** Open connections of one peer that is neither this machine nor a trusted proxy. */
  readonly connections_per_peer: number
  /** How long requests that are running may take to finish when the server closes. */
  readonly close_ms: number
}

export const defaultLimits: Limits = {
  anonymous_requests_per_minute: 600,
  requests_per_minute: 120_000,
  tries_per_minute: 10,
  body_bytes: 256 * 1024,
  request_ms: 30_000,
  stream_ms: 12 * hourMs,
  headers_ms: 10_000,
  idempotency_wait_ms: 5_000,
  event_streams_per_caller: 8,
  event_stream_bytes: 1024 * 1024,
  connections_per_peer: 512,
  close_ms: 10_000,
}

export type ServerOptions = {
  readonly version: string
  readonly routes: readonly Route[]
  /** What the API's document says of requests that we send. */
  readonly webhooks?: readonly WebhookDeclaration[]
  readonly authenticate: Authenticate
  /** better-auth's handler; it sees only requests to `auth_paths`. The caller is who the session cookie stands for. */
  readonly authHandler?: AuthHandler
  readonly auth_paths: readonly AuthPath[]
  /** Where the built web interface lies; null when it is not built. */
  readonly web_dir: string | null
  /** Answers addresses of its own on the same listener: the gateway. */
  readonly mounted?: Mounted | null
  /** Throws while this process cannot serve. */
  readonly readiness: () => Promise<void>
  readonly events: EventSource
  readonly limits?: Partial<Limits>
  /** At which level requests are logged; `info` unless told. */
  readonly access_log?: AccessLogLevel
  /** Has metrics of this process already; those of HTTP are added. Default: a new one. */
  readonly registry?: Registry
  /** Adds metrics of other parts of the product to what `/metrics` shows. */
  readonly metrics?: (registry: Registry) => void
  readonly timers?: Timers
  /** Hears of every route as it is registered, such as `GET /api/me`. */
  readonly onRoute?: (route: string) => void
}
