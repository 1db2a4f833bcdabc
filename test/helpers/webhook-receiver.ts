import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Received = { path: string; headers: IncomingHttpHeaders; body: string }
export type WebhookReceiver = {
  url: string
  port: number
  received: Received[]
  /** What it answers from now on. */
  answer: { status: number; headers?: Record<string, string>; body?: string }
  close(): Promise<void>
}

/** A real HTTP server that keeps what is posted to it. */
export const startWebhookReceiver = async (): Promise<WebhookReceiver> => {
  const http = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (part: string) => {
      body += part
    })
    request.on('end', () => {
      receiver.received.push({ path: request.url ?? '', headers: request.headers, body })
      response.writeHead(receiver.answer.status, receiver.answer.headers).end(receiver.answer.body ?? '')
    })
  })
  await new Promise<void>((resolve) => void http.listen(0, '127.0.0.1', () => resolve()))
  const { port } = http.address() as AddressInfo
  const receiver: WebhookReceiver = {
    url: `http://127.0.0.1:${port}`,
    port,
    received: [],
    answer: { status: 200 },
    close: () =>
      new Promise<void>((resolve) => {
        http.close(() => resolve())
        http.closeAllConnections()
      }),
  }
  return receiver
}
