import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ProviderName } from '../../../src/providers/provider.ts'
import { cloudOf } from '../../../src/sandbox/clouds.ts'
import { createRouter } from '../../../src/sandbox/kit/router.ts'

/** When a call arrived and nothing happened yet; when the cloud has done it and its answer is not out; when the answer is out. */
export const moments = ['before effect', 'before answer', 'after answer'] as const
export type Moment = (typeof moments)[number]

export type WatchedProxy = { readonly url: string; close(): Promise<void> }

/**
 * Whoever is told of a call may kill its caller, and then resolves with `cut`: the call goes no further. `call` is the same thing at
 * each moment of the same call.
 */
export type OnCall = (operation: string, moment: Moment, call: object) => Promise<'cut' | 'go on'>

/** Stands between Backstay and a sandbox cloud, and tells of each call at each of its moments. */
export const startWatchedProxy = async (
  provider: ProviderName,
  target: string,
  onCall: OnCall,
): Promise<WatchedProxy> => {
  const find = createRouter(cloudOf(provider).routes)
  const pass = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const method = request.method ?? 'GET'
    const path = request.url ?? '/'
    const operation = find(method, new URL(path, target).pathname)?.route.operation ?? 'unknown'
    const body = await bodyOf(request)
    if ((await onCall(operation, 'before effect', request)) === 'cut') return void response.destroy()
    const { host: _, connection: __, 'content-length': ___, 'transfer-encoding': ____, ...headers } = request.headers
    const init = { method, headers: headers as Record<string, string> }
    const reply = await fetch(`${target}${path}`, body.length === 0 ? init : { ...init, body: new Uint8Array(body) })
    const answer = Buffer.from(await reply.arrayBuffer())
    if ((await onCall(operation, 'before answer', request)) === 'cut') return void response.destroy()
    const {
      'content-encoding': _e,
      'content-length': _l,
      'transfer-encoding': _t,
      connection: _c,
      ...kept
    } = Object.fromEntries(reply.headers)
    response.writeHead(reply.status, kept)
    response.end(answer, () => void onCall(operation, 'after answer', request))
  }
  const server = createServer((request, response) => {
    // Whoever asked may be dead by now.
    pass(request, response).catch(() => response.destroy())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}
