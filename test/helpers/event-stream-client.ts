import { request as httpRequest, type IncomingMessage } from 'node:http'

export type OpenEventStream = { response: IncomingMessage; text: string; ended: boolean; leave(): void }

/** Opens a stream of server-sent events and reads along. */
export const openEventStream = async (
  port: number,
  headers: Record<string, string>,
  path = '/api/events',
): Promise<OpenEventStream> => {
  const request = httpRequest({ host: '127.0.0.1', port, path, headers, agent: false })
  request.end()
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request.on('response', resolve)
    request.on('error', reject)
  })
  const stream = { response, text: '', ended: false, leave: () => void request.destroy() }
  response.setEncoding('utf8')
  response.on('data', (chunk: string) => {
    stream.text += chunk
  })
  response.on('close', () => {
    stream.ended = true
  })
  response.on('error', () => {})
  request.on('error', () => {})
  return stream
}
