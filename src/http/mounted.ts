import { EventEmitter } from 'node:events'
import type { RequestListener } from 'node:http'

/** What answers some addresses itself, before Fastify, and takes bodies for as long as they keep coming. */
export type Mounted = {
  owns(url: string | undefined): boolean
  handle: RequestListener
}

/** The mount, and beside it the handler, whose requests have `requestMs` from their first byte to the last of their body. */
export const beside = (mounted: Mounted, requestMs: number, handler: RequestListener) =>
  function (this: unknown, ...[request, response]: Parameters<RequestListener>): void {
    if (mounted.owns(request.url)) {
      mounted.handle(request, response)
      return
    }
    const { socket } = request
    const timer = setTimeout(() => {
      // As Node's own check of the whole server would do it.
      const error = Object.assign(new Error('Request timeout'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' })
      if (!request.complete && this instanceof EventEmitter) this.emit('clientError', error, socket)
    }, requestMs).unref()
    request.once('end', () => clearTimeout(timer))
    request.once('close', () => clearTimeout(timer))
    handler(request, response)
  }
