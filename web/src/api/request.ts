import { ApiError } from './api-error.ts'
import { identityMessages } from './identity-messages.ts'

type Options = {
  method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  body?: unknown
  query?: Record<string, string | number | null | undefined>
  signal?: AbortSignal
  /** The answer is a file, not JSON. */
  file?: true
  /** Makes a repeated POST harmless; see use-idempotency-key.ts. */
  idempotencyKey?: string
}

/**
 * Asks the API and answers with its JSON. Throws ApiError for every refusal and when nobody answers.
 * The reply's shape is the contract's; it is not checked again here.
 */
export async function request<Reply>(path: string, options: Options = {}): Promise<Reply> {
  const headers: Record<string, string> = { accept: 'application/json' }
  if (options.body !== undefined) headers['content-type'] = 'application/json'
  if (options.idempotencyKey) headers['idempotency-key'] = options.idempotencyKey
  const response = await answer(path + queryText(options.query), {
    method: options.method ?? 'GET',
    headers,
    body: options.body === undefined ? undefined : JSON.stringify(options.body),
    signal: options.signal,
    credentials: 'same-origin',
  })
  const body = await (options.file && response.ok ? response.blob() : readJson(response))
  if (!response.ok) throw refusal(response, body)
  // The one place where the contract's types are taken on trust.
  return body as Reply
}

async function answer(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch (cause) {
    if (init.signal?.aborted) throw cause
    throw new ApiError({
      status: 0,
      code: 'no_answer',
      message:
        'Backstay does not answer. Check your connection; if it is fine, the service is starting or stopped, and this page tries again.',
    })
  }
}

async function readJson(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined
  try {
    return await response.json()
  } catch {
    return undefined
  }
}

function queryText(query: Options['query']): string {
  const pairs = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== null && value !== '')
  if (pairs.length === 0) return ''
  return `?${new URLSearchParams(pairs.map(([name, value]) => [name, String(value)]))}`
}

/** Reads our `{error:{…}}` and the identity endpoints' `{code,message}`; a proxy's own page has neither. */
function refusal(response: Response, body: unknown): ApiError {
  const own = field(body, 'error') ?? body
  const seconds = retryAfter(response.headers.get('retry-after') ?? response.headers.get('x-retry-after'))
  const code = text(field(own, 'code')) ?? `http_${response.status}`
  return new ApiError({
    status: response.status,
    code,
    message:
      response.status === 429
        ? tooMany(seconds)
        : (identityMessages[code] ?? text(field(own, 'message')) ?? withoutWords(response.status)),
    details: field(own, 'details'),
    requestId: text(field(own, 'request_id')) ?? response.headers.get('x-request-id'),
    retryAfterSeconds: seconds,
  })
}

/** The server speaks of the header to programs; people want to know how long. */
function tooMany(seconds: number | null): string {
  const long =
    seconds === null ? 'a little' : seconds < 90 ? `${Math.max(1, seconds)} s` : `${Math.ceil(seconds / 60)} min`
  return `Too many attempts from here. Wait ${long}, then try again.`
}

function withoutWords(status: number): string {
  if (status >= 502 && status <= 504) return 'Backstay is not ready to answer. Wait a moment; this page tries again.'
  return 'Backstay could not do this and gave no reason. Try again; if it stays so, look at the log of the service.'
}

function retryAfter(header: string | null): number | null {
  const seconds = Number(header)
  return header !== null && Number.isFinite(seconds) && seconds >= 0 ? Math.ceil(seconds) : null
}

function field(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null && name in of ? of[name as keyof typeof of] : undefined
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
