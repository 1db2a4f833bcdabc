import { ProviderError } from './provider-error.ts'
import type { Call, Reply, Send } from './send.ts'

export type HttpSendOptions = {
  /** Such as `https://api.digitalocean.com`; a path in it stays in front of the call's. */
  readonly base_url: string
  readonly timeout_ms: number
  readonly fetch?: typeof fetch
}

/** More than the largest page of any provider; an endless reply must not fill the memory. */
const maxReplyBytes = 20 * 1024 * 1024

/**
 * Sends calls over HTTP, each exactly once. Redirects are not followed: they would carry credentials elsewhere. The messages
 * name the host and nothing else of the request, so that no secret can be in them.
 */
export const createHttpSend = (options: HttpSendOptions): Send => {
  const send = options.fetch ?? fetch
  return async (call) => {
    const url = urlOf(options.base_url, call)
    const signal = AbortSignal.timeout(options.timeout_ms)
    try {
      const response = await send(url, { ...requestOf(call), redirect: 'manual', signal })
      return await readReply(response, url, call)
    } catch (error) {
      if (error instanceof ProviderError) throw error
      throw noAnswer(error, url, call, options.timeout_ms)
    }
  }
}

const urlOf = (baseUrl: string, { path, query = {} }: Call): URL => {
  const url = /^https?:\/\//.test(path) ? new URL(path) : new URL(`${baseUrl.replace(/\/+$/, '')}${path}`)
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, String(value))
  return url
}

const requestOf = ({ method, headers, body, form }: Call): RequestInit => {
  const common = { accept: 'application/json', ...headers }
  if (form !== undefined) return { method, headers: common, body: new URLSearchParams(form) }
  if (body === undefined) return { method, headers: common }
  return { method, headers: { ...common, 'content-type': 'application/json' }, body: JSON.stringify(body) }
}

const readReply = async (response: Response, url: URL, call: Call): Promise<Reply> => {
  const { status, headers } = response
  const text = await readText(response, url, call)
  return { status, headers, body: parse(text) }
}

const readText = async (response: Response, url: URL, call: Call): Promise<string> => {
  if (response.body === null) return ''
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body) {
    size += chunk.byteLength
    if (size > maxReplyBytes)
      throw new ProviderError(`${url.host} sent more than 20 MiB in one reply, which was given up.`, {
        kind: 'retry',
        effect: effectOf(call),
        retry_after_ms: null,
        status: response.status,
      })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const parse = (text: string): unknown => {
  if (text.trim() === '') return null
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Reading and asking for a token change nothing; anything else may have happened although no answer came. */
const effectOf = (call: Call): 'none' | 'unknown' =>
  call.method === 'GET' || call.form !== undefined ? 'none' : 'unknown'

/** Failures before a connection stood: nothing was sent. */
const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'ERR_INVALID_URL',
])
const badCertificate = /^(CERT_|ERR_TLS|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/

const noAnswer = (error: unknown, url: URL, call: Call, timeoutMs: number): ProviderError => {
  const code = codeOf(error)
  const wasSent = !neverSent.has(code) && !badCertificate.test(code)
  return new ProviderError(`${sentence(error, code, url, timeoutMs)}`, {
    kind: 'retry',
    effect: wasSent ? effectOf(call) : 'none',
    retry_after_ms: null,
    cause: error,
  })
}

const sentence = (error: unknown, code: string, { host }: URL, timeoutMs: number): string => {
  if (error instanceof Error && error.name === 'TimeoutError')
    return `${host} did not answer within ${timeoutMs / 1_000} seconds.`
  if (badCertificate.test(code))
    return `${host} shows a certificate that cannot be trusted (${code}). Check the endpoint's address.`
  if (neverSent.has(code))
    return `${host} cannot be reached (${code}). Check the network, and the endpoint if you set one.`
  return `The connection to ${host} was cut before an answer came${code === '' ? '' : ` (${code})`}.`
}

/** `fetch` wraps the socket's error, and one per address where a name has several. */
const codeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return ''
  if ('code' in error && typeof error.code === 'string') return error.code
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0])
  return codeOf(error.cause)
}
