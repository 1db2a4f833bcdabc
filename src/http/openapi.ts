import type { z } from 'zod'
import { type ErrorCode, errorTable } from '../lib/errors.ts'
import type { Route, WebhookDeclaration } from '../route.ts'
import { createErrorResponses, type ErrorResponses } from './openapi-errors.ts'
import { createComponents } from './openapi-schemas.ts'
import type { AuthPath } from './options.ts'
import { refusesStrangers, strictBody } from './parse-input.ts'

export type OpenApiInfo = {
  readonly title: string
  readonly version: string
  readonly description: string
  readonly auth_paths: readonly AuthPath[]
  /** What is sent to others. */
  readonly webhooks?: readonly WebhookDeclaration[]
}

/** The OpenAPI 3.1 document of the routes. Depends on nothing but its arguments, so that a generator can write it to a file. */
export const openApiDocument = (routes: readonly Route[], info: OpenApiInfo): object => {
  const components = createComponents()
  const errors = createErrorResponses()
  const paths: Record<string, Record<string, object>> = {}
  const add = (method: string, path: string, operation: object) => {
    const template = path.replace(/:(\w+)/g, '{$1}')
    paths[template] = { ...paths[template], [method.toLowerCase()]: operation }
  }
  for (const { method, path, summary } of info.auth_paths)
    add(method, path, authOperation(method, path, { summary, errors }))
  for (const route of routes) add(route.method, route.path, operationOf(route, components.toJson, errors))
  add('GET', '/api/events', eventsOperation(errors))
  const { webhooks = [] } = info
  return {
    openapi: '3.1.0',
    info: { title: info.title, version: info.version, description: info.description },
    servers: [{ url: '/' }],
    tags: tagsOf(routes, info),
    paths,
    webhooks: Object.fromEntries(webhooks.map((webhook) => [webhook.name, webhookItem(webhook, components.toJson)])),
    components: {
      schemas: { Error: errorSchema, ...components.named },
      responses: errors.named,
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'An API key, `bst_…`.' },
        session: { type: 'apiKey', in: 'cookie', name: 'better-auth.session_token', description: 'A sign-in session.' },
      },
    },
  }
}

type ToJson = (schema: z.ZodType, io: 'input' | 'output') => Record<string, unknown>

const operationOf = (route: Route, toJson: ToJson, errors: ErrorResponses): object => {
  const body = strictBody(route)
  return {
    operationId: route.operation_id,
    tags: [route.tag],
    summary: route.summary,
    description: accessSentence(route.access),
    security: securityOf(route.access),
    parameters: [
      ...parametersOf(route.params, 'path', toJson),
      ...parametersOf(route.query, 'query', toJson),
      ...parametersOf(route.headers, 'header', toJson),
      ...(takesIdempotencyKey(route) ? [idempotencyKey] : []),
    ],
    ...(route.raw_body ? { requestBody: { required: true, content: json({ type: 'object' }) } } : {}),
    ...(body === undefined
      ? {}
      : { requestBody: { required: !body.safeParse({}).success, content: json(toJson(body, 'input')) } }),
    responses: { ...successesOf(route, toJson), ...errors.of(errorsOf(route)) },
  }
}

const takesIdempotencyKey = ({ method, access, commits_in_steps, reply }: Route): boolean =>
  method === 'POST' && isOfCallers(access) && commits_in_steps !== true && !('stream' in reply)

/** Whether people and API keys call it; the others bring what they are known by themselves. */
const isOfCallers = (access: Route['access']): boolean =>
  access !== 'anyone' && access !== 'signature' && access !== 'agent'

const anyBytes = {
  'application/octet-stream': { schema: { type: 'string', contentMediaType: 'application/octet-stream' } },
}

const json = (schema: object) => ({ 'application/json': { schema } })

const successesOf = ({ reply }: Route, toJson: ToJson): Record<string, object> => {
  if (reply.status === 204) return { 204: { description: 'Done; there is no body.' } }
  if (reply.stream !== undefined) return { 200: { description: reply.stream, content: anyBytes } }
  const description = { 200: 'Done.', 201: 'Made.', 202: 'Accepted; the work goes on.' }[reply.status]
  const content = json(toJson(reply.body, 'output'))
  const replies: Record<string, object> = { [reply.status]: { description, content } }
  if (reply.or_accepted !== undefined) replies[202] = { description: reply.or_accepted, content }
  return replies
}

const parametersOf = (
  schema: z.ZodObject | undefined,
  place: 'path' | 'query' | 'header',
  toJson: ToJson,
): object[] => {
  if (schema === undefined) return []
  const { properties = {}, required = [] } = toJson(schema, 'input') as {
    // toJSONSchema gives an object schema for an object.
    properties?: Record<string, { description?: string }>
    required?: string[]
  }
  return Object.entries(properties).map(([name, { description, ...parameter }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema: parameter,
  }))
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Any text of your own, such as a UUID. Sending the same request with the same key within 24 hours gives the first answer again instead of doing the work twice.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
}

const anyRoute: readonly ErrorCode[] = [
  'rate_limited',
  'internal',
  'database_unavailable',
  'request_timeout',
  'database_full',
]

/** The route's own codes and those the shell answers for a route of its kind. */
const errorsOf = (route: Route): ErrorCode[] => {
  const changes = route.method !== 'GET'
  const restricted = typeof route.access === 'object' || route.access === 'operator' || route.access === 'person'
  const signedIn = isOfCallers(route.access)
  return [
    ...route.errors,
    ...(route.params || route.query || route.body || refusesStrangers(route) ? (['invalid_request'] as const) : []),
    ...(route.query && 'cursor' in route.query.shape ? (['invalid_cursor'] as const) : []),
    ...(changes ? (['invalid_json', 'body_too_large', 'unsupported_media_type', 'cross_origin'] as const) : []),
    ...(signedIn ? (['unauthenticated', 'api_key_expired'] as const) : []),
    ...(route.access === 'agent' ? (['upgrade_agent', 'upgrade_server'] as const) : []),
    ...(restricted ? (['forbidden'] as const) : []),
    ...(route.params ? (['not_found'] as const) : []),
    ...(changes ? (['conflict', 'already_exists'] as const) : []),
    ...(route.method === 'POST' && signedIn && !('stream' in route.reply)
      ? (['idempotency_key_in_use', 'idempotency_key_reused'] as const)
      : []),
    ...anyRoute,
  ]
}

const errorSchema = {
  type: 'object',
  description: 'The form of every error. `message` is a sentence for people that says what to do next.',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message', 'request_id'],
      properties: {
        code: { type: 'string', enum: Object.keys(errorTable) },
        message: { type: 'string' },
        details: {
          type: 'object',
          description: 'For `invalid_request`: `fields`, a list of `{ path, message }`.',
          additionalProperties: true,
        },
        request_id: { type: 'string', description: 'Names this request in the log.' },
      },
    },
  },
}

const securityOf = (access: Route['access']): object[] => {
  if (!isOfCallers(access)) return []
  return access === 'person' ? [{ session: [] }] : [{ bearer: [] }, { session: [] }]
}

const accessSentence = (access: Route['access']): string => {
  if (typeof access === 'object') return `For members with the role ${access.role} or a higher one, and operators.`
  return {
    anyone: 'For anyone.',
    signature: 'For another service, which signs what it sends.',
    agent:
      'For agents, with a token or secret of their own as bearer and their protocol version as backstay-agent-protocol.',
    signed_in: 'For anyone signed in; answers only what the caller may see.',
    person: 'For people who are signed in, not for API keys.',
    operator: 'For operators.',
  }[access]
}

const authOperation = (
  method: string,
  path: string,
  { summary, errors }: { summary: string; errors: ErrorResponses },
): object => ({
  operationId: path.slice('/api/'.length).replace(/\W+(\w)/g, (_, letter: string) => letter.toUpperCase()),
  tags: ['Sign-in'],
  summary,
  description: 'Answers in the form of better-auth (camelCase; errors are `{ code, message }`).',
  security: [],
  ...(method === 'POST' ? { requestBody: { required: true, content: json({ type: 'object' }) } } : {}),
  responses: {
    200: { description: 'Done.', content: json({ type: 'object' }) },
    400: { description: 'The request is not valid.', content: json({ type: 'object' }) },
    401: { description: 'The credentials are wrong, or nobody is signed in.', content: json({ type: 'object' }) },
    ...errors.of(['cross_origin', 'rate_limited', 'internal', 'database_unavailable']),
  },
})

const eventsOperation = (errors: ErrorResponses): object => ({
  operationId: 'streamEvents',
  tags: ['Events'],
  summary: 'Stream what changes',
  description:
    'Server-sent events of all that the caller may see. Each has an `id` to go on from, an `event` (the topic), and `data` with `topic`, `organization_id`, `entity_id` and `at`.',
  security: securityOf('signed_in'),
  parameters: [
    { name: 'Last-Event-ID', in: 'header', required: false, schema: { type: 'string' } },
    { name: 'last_event_id', in: 'query', required: false, schema: { type: 'string' } },
  ],
  responses: {
    200: { description: 'The stream.', content: { 'text/event-stream': { schema: { type: 'string' } } } },
    ...errors.of(['invalid_request', 'unauthenticated', 'api_key_expired', ...anyRoute]),
  },
})

/** What a receiver gets; as `input`, which leaves room for fields to come. The signature's headers are those of the Standard Webhooks specification. */
const webhookItem = ({ name, summary, body }: WebhookDeclaration, toJson: ToJson): object => ({
  post: {
    operationId: `receive${name.replace(/(^|\W)(\w)/g, (_, _dot, letter: string) => letter.toUpperCase())}`,
    tags: ['Webhooks'],
    summary,
    description:
      'Sent to the webhooks of those who wanted to hear of it. More fields may come; ignore those you do not know.',
    security: [],
    parameters: [
      signed('webhook-id', "The message's id, the same on every try."),
      signed('webhook-timestamp', 'Seconds since 1970, of this try.'),
      signed(
        'webhook-signature',
        '`v1,` and base64 of HMAC-SHA256 over `id.timestamp.body`; after a new secret two of them.',
      ),
    ],
    requestBody: { required: true, content: json(toJson(body, 'input')) },
    responses: {
      '2XX': { description: 'Taken, within ten seconds.' },
      default: { description: 'Anything else is tried again, for about a day. Redirects are not followed.' },
    },
  },
})

const signed = (name: string, description: string) => ({
  name,
  in: 'header',
  required: true,
  description,
  schema: { type: 'string' },
})

const tagsOf = (routes: readonly Route[], { auth_paths, webhooks = [] }: OpenApiInfo): { name: string }[] => {
  const names = new Set(routes.map((route) => route.tag)).add('Events')
  return [...(auth_paths.length > 0 ? ['Sign-in'] : []), ...names, ...(webhooks.length > 0 ? ['Webhooks'] : [])].map(
    (name) => ({ name }),
  )
}
