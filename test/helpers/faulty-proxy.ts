import { once } from 'node:events'
import { type ClientRequest, createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Chance } from './fault-counts.ts'

/**
 * What a bad network does with a request: nothing reaches the server; a part of it does; it does, and the answer is lost, as a whole or
 * in part; it takes long; it arrives twice.
 */
export const networkFaults = ['refused', 'truncated', 'answer_lost', 'answer_cut', 'delayed', 'doubled'] as const
export type NetworkFault = (typeof networkFaults)[number]

export type FaultyProxy = {
  readonly url: string
  /** How often each happened. */
  readonly hits: Record<NetworkFault, number>
  /** Of a hundred requests, so many meet a fault. */
  setRate(percent: number): void
  close(): void
}

const delayMs = 150

export const startFaultyProxy = async (target: string, chance: Chance): Promise<FaultyProxy> => {
  const hits: Record<NetworkFault, number> = {
    ...{ refused: 0, truncated: 0, answer_lost: 0, answer_cut: 0, delayed: 0, doubled: 0 },
  }
  let rate = 0
  const server = createServer(async (request, response) => {
    const fault = chance.below(100) < rate ? chance.pick(networkFaults) : null
    if (fault !== null) hits[fault] += 1
    try {
      await pass({ target, request, response, fault, chance })
    } catch {
      response.destroy()
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hits,
    setRate: (percent) => {
      rate = percent
    },
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

type Passing = {
  target: string
  request: IncomingMessage
  response: ServerResponse
  fault: NetworkFault | null
  chance: Chance
}

const pass = async ({ target, request, response, fault, chance }: Passing): Promise<void> => {
  const body = await bodyOf(request)
  if (fault === 'refused') return void response.destroy()
  if (fault === 'delayed') await new Promise((resolve) => setTimeout(resolve, delayMs))
  const open = () => send(`${target}${request.url}`, { method: request.method, headers: request.headers, agent: false })
  if (fault === 'truncated') {
    const onward = open()
    onward.on('error', () => undefined)
    onward.write(body.subarray(0, chance.below(body.length + 1)), () => onward.destroy())
    onward.flushHeaders()
    await once(onward, 'close')
    return void response.destroy()
  }
  if (fault === 'doubled') await answerOf(open(), body)
  const { status, headers, bytes } = await answerOf(open(), body)
  if (fault === 'answer_lost') return void response.destroy()
  if (fault !== 'answer_cut') return void response.writeHead(status, headers).end(bytes)
  response.writeHead(status, headers)
  response.write(bytes.subarray(0, chance.below(bytes.length + 1)), () => response.destroy())
  response.flushHeaders()
}

const bodyOf = async (stream: AsyncIterable<Buffer>): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}

const answerOf = async (onward: ClientRequest, body: Buffer) => {
  onward.end(body)
  const [answer]: IncomingMessage[] = await once(onward, 'response')
  if (answer === undefined) throw new Error('There was no answer.')
  return { status: answer.statusCode ?? 502, headers: answer.headers, bytes: await bodyOf(answer) }
}
