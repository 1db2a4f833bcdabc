import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Wait } from '../../lib/wait.ts'
import type { Answer, SandboxRequest } from './cloud.ts'
import type { SandboxControl } from './control.ts'
import { answerControl } from './control-route.ts'
import type { OpenCloud } from './open-cloud.ts'

/** One call and its answer, as they went over the wire: for tests that hold both against the provider's document. */
export type Exchange = {
  readonly operation: string
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly request_body: unknown
  readonly status: number
  readonly response_body: unknown
}

export type ServeOptions = {
  readonly wait: Wait
  readonly on_exchange?: (exchange: Exchange) => void
}

type Serving = ServeOptions & { readonly open: () => OpenCloud; readonly control: () => SandboxControl }

const maxBodyBytes = 1024 * 1024

/** The loopback server. `open` and `control` are asked for at each request: the address must be known before the state is. */
export const createSandboxServer = (serving: Serving): Server =>
  createServer((request, response) => {
    // A connection that was cut has nobody to tell.
    handle(serving, request, response).catch((error: unknown) => {
      if (response.headersSent) return response.destroy()
      const said = error instanceof Error ? error.stack : String(error)
      send(response, { status: 500, body: { error: `The sandbox cloud itself failed: ${said}` } })
    })
  })

const handle = async (serving: Serving, incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
  const url = new URL(incoming.url ?? '/', 'http://sandbox')
  const method = incoming.method ?? 'GET'
  const body = await readBody(incoming)
  if (/^\/_sandbox(\/|$)/.test(url.pathname))
    return send(response, answerControl(serving.control(), method, url.pathname, body))
  const { world, cloud, answer } = serving.open()
  if (world.settings.latency_ms > 0) await serving.wait(world.settings.latency_ms)
  const request = { method, path: url.pathname, query: url.searchParams, headers: headersOf(incoming), body }
  const outcome = answer(request)
  if ('cut' in outcome) return cut(response, outcome.hold)
  if ('html' in outcome) return sendPage(response, outcome.html)
  const headers = cloud.headers({ ...request, params: {}, fault: null }, world)
  send(response, { ...outcome.answer, headers: { ...headers, ...outcome.answer.headers } })
  if (outcome.operation !== null) report(serving, request, outcome.operation, outcome.answer)
}

const report = (
  { on_exchange }: ServeOptions,
  { method, path, query, body }: Omit<SandboxRequest, 'params' | 'fault'>,
  operation: string,
  answer: Answer,
) =>
  on_exchange?.({
    operation,
    method,
    path,
    query: Object.fromEntries(query),
    request_body: body,
    status: answer.status,
    response_body: answer.body,
  })

const headersOf = ({ headers }: IncomingMessage): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]))

const readBody = async (incoming: IncomingMessage): Promise<unknown> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming) {
    // Node gives buffers where no encoding was set.
    const bytes = chunk as Buffer
    size += bytes.length
    if (size > maxBodyBytes) throw new Error('the body is larger than 1 MiB')
    chunks.push(bytes)
  }
  const text = Buffer.concat(chunks).toString('utf8')
  if (text === '') return null
  if (incoming.headers['content-type']?.startsWith('application/x-www-form-urlencoded'))
    return Object.fromEntries(new URLSearchParams(text))
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const send = (response: ServerResponse, { status, headers = {}, body }: Answer) => {
  if (body === undefined) return void response.writeHead(status, headers).end()
  response
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
    .end(JSON.stringify(body))
}

const sendPage = (response: ServerResponse, html: string) =>
  void response.writeHead(200, { 'content-type': 'text/html' }).end(html)

/** Held connections end when the caller gives up, or with the server. */
const cut = (response: ServerResponse, hold: boolean) => {
  if (!hold) response.destroy()
}
