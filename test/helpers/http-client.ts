export type Answer = {
  status: number
  headers: Headers
  /** Parsed JSON, or the text where it is none. Tests look into it freely. */
  body: Json
  text: string
}

// Replies are looked into by path, as a stranger's client would; the schemas are checked elsewhere.
// biome-ignore lint/suspicious/noExplicitAny: see above
export type Json = any

export type HttpClient = {
  get(path: string, headers?: Record<string, string>): Promise<Answer>
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  patch(path: string, body?: unknown): Promise<Answer>
  delete(path: string): Promise<Answer>
  /** Reads an answer as it comes, until `stop`. */
  stream(
    path: string,
    onText: (text: string) => void,
    headers?: Record<string, string>,
  ): { stop(): void; ended: Promise<void> }
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
}

/** A client that keeps cookies as a browser does, or sends an API key. */
export const createHttpClient = (url: string, apiKey?: string): HttpClient => {
  const cookies = new Map<string, string>()
  const credentials = (): Record<string, string> => ({
    ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
    ...(cookies.size === 0 ? {} : { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }),
  })
  const send: HttpClient['send'] = async (method, path, body, headers = {}) => {
    const response = await fetch(`${url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...credentials(),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    for (const cookie of response.headers.getSetCookie()) keep(cookies, cookie)
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, body: parse(text) }
  }
  const stream: HttpClient['stream'] = (path, onText, headers = {}) => {
    const abort = new AbortController()
    const read = async () => {
      const response = await fetch(`${url}${path}`, { headers: { ...credentials(), ...headers }, signal: abort.signal })
      if (response.body === null) return
      for await (const part of response.body.pipeThrough(new TextDecoderStream())) onText(part)
    }
    // Stopping is the usual end, and a cut connection is one that tests look for themselves.
    return { stop: () => abort.abort(), ended: read().catch(() => undefined) }
  }
  return {
    send,
    stream,
    get: (path, headers) => send('GET', path, undefined, headers),
    post: (path, body = {}, headers) => send('POST', path, body, headers),
    patch: (path, body = {}) => send('PATCH', path, body),
    delete: (path) => send('DELETE', path),
  }
}

const keep = (cookies: Map<string, string>, header: string) => {
  const [pair = '', ...attributes] = header.split(';')
  const at = pair.indexOf('=')
  const name = pair.slice(0, at)
  if (attributes.some((attribute) => /max-age=0/i.test(attribute))) cookies.delete(name)
  else cookies.set(name, pair.slice(at + 1))
}

const parse = (text: string): Json => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
