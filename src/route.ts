import type { Readable } from 'node:stream'
import type { z } from 'zod'
import type { Context, Role } from './context.ts'
import type { ErrorCode } from './lib/errors.ts'

/**
 * A route is a declaration: validation, permission, types and the OpenAPI document all come from it. Declarations stand in
 * each noun's `routes.ts`; `http/` turns them into a server.
 */
export type Route = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Such as `/api/organizations/:organization_id`. */
  readonly path: string
  /** Unique camelCase name in the OpenAPI document. */
  readonly operation_id: string
  readonly tag: string
  readonly summary: string
  readonly access: Access
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: z.ZodObject
  /** The handler gets the body as it came, as `raw_body`, because a signature covers its very bytes. Then there is no `body`. */
  readonly raw_body?: boolean
  /** Request headers that the handler gets, by their lower-case names. */
  readonly headers?: z.ZodObject
  readonly reply: Reply
  /** Codes this route can answer besides those every route can (see `http/openapi.ts`). */
  readonly errors: readonly ErrorCode[]
  /**
   * The handler commits in steps of its own, since it asks the outside between them (DESIGN rule 19). An Idempotency-Key would
   * put it in one transaction, so none is looked at: such a verb is safe to call twice by itself.
   */
  readonly commits_in_steps?: boolean
  /**
   * Asked before the handler, outside of any transaction, also with an Idempotency-Key: what the outside has to be read for (DESIGN rule
   * 19). It writes nothing. The handler gets what it resolves with; a reply that is stored already is sent without it.
   */
  readonly prepare?: (ctx: Context, input: never) => Promise<unknown>
  /** Counts against the tries that one peer address has for guessing secrets. */
  readonly limited_tries?: boolean
  /** The largest body, in bytes, where the usual limit is too small. */
  readonly max_body_bytes?: number
  /** Parsed params, query, body and headers in one object; their names never collide. */
  readonly handle: (ctx: Context, input: never, http: HttpReply, prepared: never) => Promise<unknown>
}

/**
 * Who may call: `anyone`; `signature` (another service, whose signature the verb checks; credentials are not looked at and the
 * limits are those of callers who have some); `agent` (an agent's own token or secret, which the verb checks; it is no caller of the API);
 * `signed_in` (person or API key; the verb narrows by scope); `person` (sign-in session only);
 * `operator`; or a role in the organization that the path names as `:organization_id`.
 */
export type Access = 'anyone' | 'signature' | 'agent' | 'signed_in' | 'person' | 'operator' | { readonly role: Role }

/** `stream` says what is in a reply that is no JSON: its bytes come as they are made, as long as it takes. Of a GET, or of a POST that only reads. */
export type Reply =
  | { readonly status: 200; readonly stream: string; readonly body?: undefined }
  | {
      readonly status: 200 | 201 | 202
      readonly body: z.ZodType
      readonly or_accepted?: string
      readonly stream?: undefined
    }
  | { readonly status: 204; readonly body?: undefined }

/**
 * What the handler of a `stream` returns. When `body` fails, the connection is broken, so that what came of it does not look
 * whole; when the caller goes away, `body` is destroyed.
 */
export type StreamedReply = { readonly headers: Readonly<Record<string, string>>; readonly body: Readable }

/** What a handler may do to the HTTP reply besides returning its body. */
export type HttpReply = {
  /** Aborted when the caller waits no longer, and when the reply is out. */
  readonly gone: AbortSignal
  addHeader(name: string, value: string): void
  /** Answers 202 with the same body, as `or_accepted` of the route's reply says when: the work goes on. */
  accepted(): void
}

/** A request that Backstay itself sends, by the name that stands in its `type`: for the API's document. */
export type WebhookDeclaration = { readonly name: string; readonly summary: string; readonly body: z.ZodType }

type Part<Schema> = Schema extends z.ZodType ? z.output<Schema> : unknown

type RawPart<Raw> = Raw extends true ? { raw_body: string } : unknown

/** Declares a route; the handler's input and result types follow from the schemas. */
export const defineRoute = <
  Params extends z.ZodObject | undefined,
  Query extends z.ZodObject | undefined,
  Body extends z.ZodObject | undefined,
  Headers extends z.ZodObject | undefined,
  Raw extends boolean | undefined,
  R extends Reply,
  Prepared = undefined,
>(
  route: Omit<Route, 'params' | 'query' | 'body' | 'headers' | 'raw_body' | 'reply' | 'prepare' | 'handle'> & {
    readonly params?: Params
    readonly query?: Query
    readonly body?: Body
    readonly headers?: Headers
    readonly raw_body?: Raw
    readonly reply: R
    readonly prepare?: (
      ctx: Context,
      input: Part<Params> & Part<Query> & Part<Body> & Part<Headers>,
    ) => Promise<Prepared>
    readonly handle: (
      ctx: Context,
      input: Part<Params> & Part<Query> & Part<Body> & Part<Headers> & RawPart<Raw>,
      http: HttpReply,
      prepared: Prepared,
    ) => Promise<
      R extends { stream: string } ? StreamedReply : R extends { body: z.ZodType } ? z.input<R['body']> : void
    >
  },
  // The handler's input type is known only here; the server passes what the same schemas parsed.
): Route => route as Route
