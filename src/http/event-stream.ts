import type { ServerResponse } from 'node:http'
import type { PublishedEvent } from './options.ts'

/** How long what is buffered may take to reach a client that is being let go. */
const drainMs = 10_000

/** One open reply of server-sent events. */
export type EventStream = {
  send(event: PublishedEvent): void
  ping(): void
  /** Sends the head, unless an event did so already. */
  start(): void
  /** Sends what is buffered, then closes. The client reconnects with the id it saw last. */
  end(): void
  /** Calls `run` once when the connection is gone, at once when it is gone already. */
  onClose(run: () => void): void
}

/**
 * Writes events to a client. One that reads too slowly is let go at `maxBufferedBytes`: it gets what is buffered and comes
 * back for the rest, so that a long replay moves on with every connection.
 */
export const openEventStream = (
  raw: ServerResponse,
  maxBufferedBytes: number,
  headers: Record<string, string>,
): EventStream => {
  let ended = false
  const end = () => {
    if (ended) return
    // An empty reply that is no stream would tell a browser never to come back.
    start()
    ended = true
    raw.end()
    const timer = setTimeout(() => raw.destroy(), drainMs).unref()
    raw.once('close', () => clearTimeout(timer))
  }
  const start = () => {
    if (ended || raw.headersSent || raw.destroyed) return
    raw.writeHead(200, {
      ...headers,
      'content-type': 'text/event-stream; charset=utf-8',
      connection: 'keep-alive',
      // Proxies of the nginx family would hold events back otherwise.
      'x-accel-buffering': 'no',
    })
    raw.write('retry: 2000\n\n')
  }
  const write = (text: string) => {
    start()
    if (ended || raw.destroyed) return
    raw.write(text)
    if (raw.writableLength > maxBufferedBytes) end()
  }
  return {
    start,
    end,
    ping: () => write(': ping\n\n'),
    send: ({ id, topic, ...event }) =>
      write(`id: ${id}\nevent: ${topic}\ndata: ${JSON.stringify({ topic, ...event })}\n\n`),
    onClose: (run) => {
      if (raw.destroyed || raw.closed) run()
      else raw.once('close', run)
    },
  }
}
