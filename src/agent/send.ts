import { request as overHttp } from 'node:http'
import { request as overHttps } from 'node:https'
import { text } from 'node:stream/consumers'

export type Answer = { status: number; text: string }
/** One POST. Throws what the network throws, and what the signal aborts with. */
export type Send = (
  url: string,
  request: { headers: Record<string, string>; body: string; signal: AbortSignal },
) => Promise<Answer>

/** With Node's plain client: fetch takes a third of the memory that an agent may have. It follows no redirects. */
export const sendByNode: Send = (url, { headers, body, signal }) =>
  new Promise((resolve, reject) => {
    const bytes = Buffer.from(body)
    const request = (url.startsWith('https:') ? overHttps : overHttp)(
      url,
      { method: 'POST', headers: { ...headers, 'content-length': String(bytes.length) }, signal },
      (response) => {
        text(response).then((read) => resolve({ status: response.statusCode ?? 0, text: read }), reject)
      },
    )
    request.on('error', reject)
    request.end(bytes)
  })
